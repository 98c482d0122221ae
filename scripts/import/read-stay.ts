import { createHash } from 'node:crypto'
import { v5 } from 'uuid'
import { addDays, nightsBetween } from '../../shared/domain/calendar/days.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { listedStaySchema, type ListedStay } from './listed-stay.ts'
import { columnsOf } from './load-profile.ts'
import type { Profile } from './profile.ts'
import type { CellFile, CellRow } from './read-cells.ts'
import { readDate, readMinor, readNumber, readText, type RowReading } from './read-value.ts'

/** Everything an import makes is named within this, so that the same row makes the same ids everywhere. */
export const importNamespace = 'c6a1e7a2-6d0b-5c43-9e0e-0d5b1b3f7a90'

export interface RejectedRow {
  readonly line: number
  readonly reasons: readonly string[]
}

export interface StayList {
  readonly stays: readonly ListedStay[]
  readonly rejected: readonly RejectedRow[]
}

/** Reads every row as a stay or as a rejected row with all its reasons; no row is half read. */
export function readStays(file: CellFile, profile: Profile): StayList {
  const stays: ListedStay[] = []
  const rejected: RejectedRow[] = file.broken.map(({ line, problem }) => ({ line, reasons: [problem] }))
  const nameOf = rowNames(profile)
  for (const row of file.rows) {
    const name = nameOf(row)
    const stay = name.ok ? readStay(row, profile, name.value) : name
    if (stay.ok) stays.push(stay.value)
    else rejected.push({ line: row.line, reasons: stay.error })
  }
  return { stays, rejected: rejected.toSorted((a, b) => a.line - b.line) }
}

type Reasons = readonly string[]

/**
 * What tells a row from the others: its key columns, or else its content and how many rows with the same content came
 * before. A row keeps its name when the list is exported again with rows added or in another order.
 */
function rowNames(profile: Profile): (row: CellRow) => Result<string, Reasons> {
  const hasKey = profile.key.length > 0
  const columns = hasKey ? profile.key : columnsOf(profile).toSorted()
  const seen = new Map<string, { readonly line: number; readonly times: number }>()
  return (row) => {
    const content = JSON.stringify(columns.map((column) => [column, row.cells.get(column) ?? '']))
    const before = seen.get(content)
    seen.set(content, { line: before?.line ?? row.line, times: (before?.times ?? 0) + 1 })
    if (hasKey && before !== undefined) return err([`has the same key as line ${before.line}`])
    const digest = createHash('sha256').update(content).digest('hex')
    return ok(`${profile.name} ${digest} ${before?.times ?? 0}`)
  }
}

function readStay(row: CellRow, profile: Profile, name: string): Result<ListedStay, Reasons> {
  const { fields } = profile
  const reading: RowReading = { profile, row, problems: [], remarks: [] }
  const text = (field: TextField) => readText(reading, field, fields[field])
  const number = (field: NumberField) => readNumber(reading, field, fields[field])
  const arrival = readDate(reading, 'arrival', fields.arrival, null)
  const departure = readDeparture(reading, arrival)
  const soldType = text('soldType')
  const candidate = {
    line: row.line,
    bookingId: v5(name, importNamespace),
    status: text('status'),
    statusDate: readDate(reading, 'statusDate', fields.statusDate, arrival),
    bookedOn: readDate(reading, 'bookedOn', fields.bookedOn, arrival),
    arrival,
    departure,
    soldType,
    givenType: text('givenType') ?? soldType,
    roomNumber: text('roomNumber'),
    adults: number('adults'),
    children: number('children') ?? 0,
    nightlyMinor: readNightly(reading, arrival, departure),
    source: text('source') ?? 'direct',
    guestName: text('guestName'),
    guestEmail: text('guestEmail'),
    guestPhone: text('guestPhone'),
    nationality: text('nationality'),
    previousStays: number('previousStays') ?? 0,
    requests: text('requests'),
    notes: text('notes'),
    remarks: reading.remarks,
  }
  const stay = listedStaySchema.safeParse(candidate)
  if (stay.success && reading.problems.length === 0)
    return ok({ ...stay.data, remarks: remarksOn(stay.data) })
  return err(reasonsOf(reading, stay.error?.issues ?? []))
}

type TextField =
  | 'status'
  | 'soldType'
  | 'givenType'
  | 'roomNumber'
  | 'source'
  | 'guestName'
  | 'guestEmail'
  | 'guestPhone'
  | 'nationality'
  | 'requests'
  | 'notes'

type NumberField = 'adults' | 'children' | 'previousStays'

function readDeparture(reading: RowReading, arrival: string | null): string | null {
  const { fields } = reading.profile
  if (fields.departure !== undefined) return readDate(reading, 'departure', fields.departure, arrival)
  const nights = readNumber(reading, 'nights', fields.nights)
  if (nights === null || arrival === null) return null
  if (Number.isInteger(nights) && nights >= 0 && nights <= 3660) return addDays(arrival, nights)
  reading.problems.push(`nights: ${nights} is no number of nights`)
  return null
}

/** One price for each night. A price of the whole stay is spread evenly, the odd cents on the first nights. */
function readNightly(
  reading: RowReading,
  arrival: string | null,
  departure: string | null,
): readonly number[] {
  const { fields, pricePer } = reading.profile
  const price = readMinor(reading, 'price', fields.price)
  if (price === null && !isTold(reading, 'price')) reading.problems.push('price: is missing')
  if (price === null || arrival === null || departure === null) return []
  const nights = Math.max(1, nightsBetween(arrival, departure))
  if (pricePer === 'night') return Array.from({ length: nights }, () => price)
  const each = Math.floor(price / nights)
  const odd = price - each * nights
  return Array.from({ length: nights }, (_, night) => each + (night < odd ? 1 : 0))
}

function remarksOn(stay: ListedStay): readonly string[] {
  const { remarks, status, statusDate, arrival, departure } = stay
  if (statusDate === null) return remarks
  if (status === 'checked_out' && statusDate !== departure) {
    return [...remarks, `departure: the list closed this stay on ${statusDate}, not on ${departure}`]
  }
  if (status === 'no_show' && statusDate < arrival) {
    return [...remarks, `status: the list has it a no-show on ${statusDate}, before the arrival`]
  }
  return remarks
}

/** What is wrong, once for each field, and not also what follows from it: without dates there are no nights to price. */
function reasonsOf(
  reading: RowReading,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Reasons {
  const areDatesTold = ['arrival', 'nights', 'departure'].some((field) => isTold(reading, field))
  const told = new Set(areDatesTold ? ['departure', 'price'] : [])
  const rest = issues.flatMap(({ path, message }) => {
    const field = path[0] === 'nightlyMinor' ? 'price' : String(path[0])
    if (told.has(field) || isTold(reading, field)) return []
    told.add(field)
    return [`${field}: ${message}`]
  })
  return [...reading.problems, ...rest]
}

function isTold({ problems }: RowReading, field: string): boolean {
  return problems.some((problem) => problem.startsWith(`${field}: `))
}
