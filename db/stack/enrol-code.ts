import pg from 'pg'
import { z } from 'zod'

/** Has the database make a one-time code by which a terminal enrols. */
export async function newEnrolmentCode(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const made = await client.query('select public.sync_new_enrolment_code() as code')
    return z.object({ code: z.string() }).parse(made.rows[0]).code
  } finally {
    await client.end()
  }
}
