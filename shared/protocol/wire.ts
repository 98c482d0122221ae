import { z } from 'zod'

/**
 * Values as they travel: Postgres's own JSON. Money is decimal text upward ("123.45") and a JSON number downward,
 * instants are ISO text with milliseconds, dates `YYYY-MM-DD`, JSON and arrays as themselves. The store converts.
 */
export type WireValue = z.output<typeof wireValue>
export const wireValue = z.json()

export const wireRecord = z.record(z.string(), wireValue)
export type WireRecord = z.output<typeof wireRecord>
