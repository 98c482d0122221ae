import { z } from 'zod'

/** The value that a rule of the server's refused, as the database calls it; the window has a word for each field. */
export const rowFault = z.object({ table: z.string(), field: z.string() })

export type RowFault = z.output<typeof rowFault>
