import { z } from 'zod'

import { withClient } from './with-client.ts'

/** Has the database make a one-time code by which a terminal enrols. */
export async function newEnrolmentCode(databaseUrl: string): Promise<string> {
  const made = await withClient(
    databaseUrl,
    async (client) => await client.query('select public.sync_new_enrolment_code() as code'),
  )
  return z.object({ code: z.string() }).parse(made.rows[0]).code
}
