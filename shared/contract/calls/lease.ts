import { z } from 'zod'
import { type Call, desk } from '../call.ts'
import { date, id } from '../fields.ts'

export const leaseCalls = {
  /** How many rooms this desk may be sure of for the dates, whatever becomes of its line; by type. */
  'lease.left': {
    allowed: desk,
    input: z.object({ arrival: date, departure: date }).strict(),
    output: z.object({
      /** There is no line just now: what is sold beyond is to be confirmed. */
      offline: z.boolean(),
      types: z.array(z.object({ roomTypeId: id, rooms: z.int() })),
    }),
  },
} as const satisfies Record<string, Call>
