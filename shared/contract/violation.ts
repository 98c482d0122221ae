import { z } from 'zod'
import { date } from './fields.ts'

/** A rule of sale that a stay would break; the data of `restricted` is a list of them. */
export const violation = z.object({
  rule: z.enum(['min_nights', 'max_nights', 'closed_to_arrival', 'closed_to_departure', 'stop_sell']),
  day: date,
  nights: z.int().nullable(),
})

export type Violation = z.output<typeof violation>

export const violations = z.array(violation)
