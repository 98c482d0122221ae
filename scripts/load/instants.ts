import { Temporal } from 'temporal-polyfill'

/** The moment at which the clocks of a time zone show this date and time, as UTC text. */
export type InstantOf = (date: string, time: string) => string

/** A zone's offset is asked once a date and time: lists have many stays on one day. */
export function instantsIn(timeZone: string): InstantOf {
  const known = new Map<string, string>()
  return (date, time) => {
    const key = `${date}T${time}`
    const before = known.get(key)
    if (before !== undefined) return before
    const instant = Temporal.PlainDateTime.from(key).toZonedDateTime(timeZone).toInstant()
    const text = instant.toString({ fractionalSecondDigits: 3 })
    known.set(key, text)
    return text
  }
}

/** The date that calendars in a time zone show at a moment. */
export function dateIn(timeZone: string, now: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()
}
