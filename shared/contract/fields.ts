import { z } from 'zod'

/** Fields that many calls share, each with the bounds beyond which input is refused. */

export const id = z.uuid()

/** A day of the hotel's calendar, `YYYY-MM-DD`, real and between 2000 and 2199. */
export const date = z.iso
  .date()
  .refine((text) => text >= '2000-01-01' && text < '2200-01-01', { message: 'out of range' })

/** The day on which somebody was born. */
export const birthDate = z.iso
  .date()
  .refine((text) => text >= '1890-01-01' && text < '2100-01-01', { message: 'out of range' })

/** A time of the hotel's own day, `HH:MM`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** A moment in UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export const instant = z.iso.datetime({ precision: 3 })

/** For how long a stay is held as a courtesy; counted from now by whoever knows the server's clock. */
export const holdHours = z
  .int()
  .min(1)
  .max(31 * 24)

/** An amount in minor units (cents), either sign. */
export const amountMinor = z.int().min(-99_999_999_999).max(99_999_999_999)

/** An amount in minor units, more than nothing. */
export const positiveMinor = z.int().min(1).max(99_999_999_999)

/** One line of text as a person types it: trimmed, without control characters. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .regex(/^\P{Cc}*$/u, { message: 'control characters are not allowed' })
}

/** A line that must say something. */
export function requiredLine(max: number) {
  return line(max).min(1)
}

/** Several lines of notes. */
export function note(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .regex(/^(\P{Cc}|[\n\r\t])*$/u, { message: 'control characters are not allowed' })
}

export const nothing = z.object({}).strict()
