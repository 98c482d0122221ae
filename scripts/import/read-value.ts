import { addDays } from '../../shared/domain/calendar/days.ts'
import type { CellRow } from './read-cells.ts'
import type { ColumnValue, Profile, ProfileDate, ProfileValue } from './profile.ts'

/** A row being read, and what there is to say about it. Problems reject the row; remarks go with the booking. */
export interface RowReading {
  readonly profile: Profile
  readonly row: CellRow
  readonly problems: string[]
  readonly remarks: string[]
}

type Read = string | number | null

/** Ten years: nothing in a booking list is further away from its arrival. */
const mostDays = 3660

/** What the profile makes of a row for one field, as text; null when there is nothing. */
export function readText(reading: RowReading, field: string, value: ProfileValue | undefined): string | null {
  const read = readValue(reading, field, value)
  return read === null ? null : String(read)
}

export function readNumber(
  reading: RowReading,
  field: string,
  value: ProfileValue | undefined,
): number | null {
  const read = readValue(reading, field, value)
  return typeof read === 'string' ? toNumber(reading, field, read) : read
}

/** Money as minor units, exactly: an amount with more than two decimals is a problem, not a rounding. */
export function readMinor(reading: RowReading, field: string, value: ProfileValue): number | null {
  const read = readNumber(reading, field, value)
  if (read === null) return null
  const minor = Math.round(read * 100)
  if (Math.abs(read * 100 - minor) < 1e-6) return minor
  reading.problems.push(`${field}: ${read} has more than two decimals`)
  return null
}

/** A date as 'YYYY-MM-DD'. */
export function readDate(
  reading: RowReading,
  field: string,
  date: ProfileDate | undefined,
  arrival: string | null,
): string | null {
  if (date === undefined) return null
  if ('format' in date) {
    const text = cellOf(reading, date.column)
    return text === null ? null : parseDate(reading, field, text, date.format)
  }
  if ('days' in date) {
    const days = readNumber(reading, field, date.days)
    if (days === null || arrival === null) return null
    if (!Number.isInteger(days) || Math.abs(days) > mostDays) {
      reading.problems.push(`${field}: ${days} is no number of days`)
      return null
    }
    return addDays(arrival, date.before === undefined ? days : -days)
  }
  const year = readNumber(reading, field, date.year)
  const month = readNumber(reading, field, date.month)
  const day = readNumber(reading, field, date.day)
  if (year === null || month === null || day === null) return null
  return toDate(reading, field, year, month, day)
}

function readValue(reading: RowReading, field: string, value: ProfileValue | undefined): Read {
  if (value === undefined) return null
  if ('column' in value) return readColumn(reading, field, value)
  if ('constant' in value) return value.constant
  if ('sum' in value) {
    const parts = value.sum.map((part) => readNumber(reading, field, part))
    return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0)
  }
  if ('choose' in value) {
    const fits = value.choose.find(({ when }) =>
      Object.entries(when).every(([column, cells]) => cells.includes(reading.row.cells.get(column) ?? '')),
    )
    return fits?.use ?? value.otherwise ?? null
  }
  const phrases = value.phrases.flatMap(({ column, text, replace, unless }) => {
    const cell = cellOf(reading, column)
    if (cell === null || unless.includes(cell)) return []
    const said = String(lookUp(replace, cell) ?? cell)
    return [text.replace('{}', () => said)]
  })
  return phrases.length === 0 ? null : phrases.join('. ')
}

function readColumn(reading: RowReading, field: string, value: ColumnValue): Read {
  const cell = cellOf(reading, value.column)
  if (cell === null) return value.otherwise ?? null
  if (value.values !== undefined) {
    const meant = lookUp(value.values, cell)
    if (meant !== null) return meant
    const known = Object.keys(value.values).join(', ')
    reading.problems.push(`${field}: ${value.column} is "${cell}", and not one of ${known}`)
    return null
  }
  const read = lookUp(value.replace, cell) ?? cell
  if (value.atLeast === undefined) return read
  const number = typeof read === 'string' ? toNumber(reading, field, read) : read
  if (number === null || number >= value.atLeast) return number
  reading.remarks.push(`${field}: the list says ${cell}, taken as ${value.atLeast}`)
  return value.atLeast
}

/** Only what the profile itself says: a cell may read "constructor". */
function lookUp(map: Readonly<Record<string, string | number>> | undefined, cell: string): Read {
  return map !== undefined && Object.hasOwn(map, cell) ? (map[cell] ?? null) : null
}

function cellOf({ profile, row }: RowReading, column: string): string | null {
  const cell = row.cells.get(column)
  return cell === undefined || profile.absent.includes(cell) ? null : cell
}

function toNumber({ profile, problems }: RowReading, field: string, text: string): number | null {
  const [whole, fraction] = profile.decimal === '.' ? [/^-?\d+$/, /^-?\d+\.\d+$/] : [/^-?\d+$/, /^-?\d+,\d+$/]
  if (whole.test(text) || fraction.test(text)) return Number(text.replace(',', '.'))
  problems.push(`${field}: "${text}" is no number`)
  return null
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** What each token of a format stands for, longest first. */
const tokens: ReadonlyMap<string, string> = new Map([
  ['YYYY', '(?<year>\\d{4})'],
  ['MMMM', '(?<monthName>[A-Za-z]+)'],
  ['MMM', '(?<monthName>[A-Za-z]{3})'],
  ['MM', '(?<month>\\d{2})'],
  ['M', '(?<month>\\d{1,2})'],
  ['DD', '(?<day>\\d{2})'],
  ['D', '(?<day>\\d{1,2})'],
])

const patterns = new Map<string, RegExp>()

function patternOf(format: string): RegExp {
  const known = patterns.get(format)
  if (known !== undefined) return known
  const source = format
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replaceAll(/YYYY|MMMM|MMM|MM|M|DD|D/g, (token) => tokens.get(token) ?? token)
  const pattern = new RegExp(`^${source}$`)
  patterns.set(format, pattern)
  return pattern
}

function parseDate(reading: RowReading, field: string, text: string, format: string): string | null {
  const parts = patternOf(format).exec(text)?.groups
  if (parts === undefined) {
    reading.problems.push(`${field}: "${text}" is no date written ${format}`)
    return null
  }
  const { year, month, monthName, day } = parts
  const named = monthNames.findIndex((name) => name.startsWith((monthName ?? '').toLowerCase())) + 1
  return toDate(reading, field, Number(year), month === undefined ? named : Number(month), Number(day))
}

function toDate(
  { problems }: RowReading,
  field: string,
  year: number,
  month: number,
  day: number,
): string | null {
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  const time = Date.parse(`${date}T00:00:00Z`)
  // a 30th of February is rolled over by the clock, so the text must come back the same
  if (!Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date) return date
  problems.push(`${field}: there is no ${date}`)
  return null
}
