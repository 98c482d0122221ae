import { addDays, dayOfWeek } from '../calendar/days.ts'

/** The day that a word names as the day of departure: `15/8`, `2026-08-15`, and after `>` also `>15` and `>fri`. */
export function departureOfWord(plain: string, businessDate: string): string | null {
  const text = plain.startsWith('>') ? plain.slice(1) : plain
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (iso !== null) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(text)
  if (slashed !== null) {
    const [day, month] = [Number(slashed[1]), Number(slashed[2])]
    return slashed[3] === undefined
      ? nextDayOfYear(month, day, businessDate)
      : realDay(Number(slashed[3]), month, day)
  }
  if (!plain.startsWith('>')) return null
  if (/^\d{1,2}$/.test(text)) return nextDayOfMonth(Number(text), businessDate)
  return nextWeekday(text, businessDate)
}

function nextDayOfYear(month: number, day: number, businessDate: string): string | null {
  const year = Number(businessDate.slice(0, 4))
  const days = [year, year + 1].map((each) => realDay(each, month, day))
  return days.find((found) => found !== null && found >= businessDate) ?? null
}

function nextDayOfMonth(day: number, businessDate: string): string | null {
  // no day of the month is further away than that: there is a 31st in one of any two months
  return nextDay(businessDate, 62, (date) => Number(date.slice(8)) === day)
}

function nextWeekday(text: string, businessDate: string): string | null {
  const weekday = weekdays.findIndex((names) => names.includes(text))
  return weekday === -1 ? null : nextDay(businessDate, 7, (date) => dayOfWeek(date) === weekday)
}

function nextDay(businessDate: string, most: number, fits: (date: string) => boolean): string | null {
  for (let days = 1; days <= most; days += 1) {
    const date = addDays(businessDate, days)
    if (fits(date)) return date
  }
  return null
}

/** From Sunday, as days of the week are counted. */
const weekdays: readonly (readonly string[])[] = [
  ['sun', 'dom'],
  ['mon', 'seg'],
  ['tue', 'ter'],
  ['wed', 'qua'],
  ['thu', 'qui'],
  ['fri', 'sex'],
  ['sat', 'sab'],
]

/** Null for a 31 February and for years that no hotel books. */
function realDay(year: number, month: number, day: number): string | null {
  if (year < 2000 || year > 2199) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}
