import { parseDate } from '@internationalized/date'

/*
 * Days of the hotel's calendar are 'YYYY-MM-DD' text everywhere, which also sorts and compares as such. This is the one
 * place that counts with them. A night is named by the day on which it begins; a stay is half-open: the day of
 * departure is not slept.
 */

const millisecondsPerDay = 86_400_000

export function addDays(date: string, days: number): string {
  return parseDate(date).add({ days }).toString()
}

/** How many nights lie between two days: 0 for day use, negative when they are the wrong way round. */
export function nightsBetween(arrival: string, departure: string): number {
  return dayNumber(departure) - dayNumber(arrival)
}

/** The nights of a stay, first to last; none for day use. */
export function nightsOf(arrival: string, departure: string): readonly string[] {
  const first = parseDate(arrival)
  const count = Math.max(0, nightsBetween(arrival, departure))
  return Array.from({ length: count }, (_, index) => first.add({ days: index }).toString())
}

/** 0 Sunday to 6 Saturday, as Postgres counts them. */
export function dayOfWeek(date: string): number {
  // day 0 of 1970 was a Thursday
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

/** Days since 1970-01-01. Calendar days, not hours: daylight saving does not reach here. */
function dayNumber(date: string): number {
  return parseDate(date).toDate('UTC').getTime() / millisecondsPerDay
}

export function laterOf(a: string, b: string): string {
  return a > b ? a : b
}
