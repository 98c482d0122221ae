import type { Column } from '../../shared/protocol/column.ts'
import { tables, type TableName } from '../../shared/protocol/rows.ts'
import { wireValue, type WireRecord, type WireValue } from '../../shared/protocol/wire.ts'
import { minorToDecimal, wireToMinor } from './minor-units.ts'

/** A value as SQLite holds it. */
export type Stored = string | number | null
export type StoredRecord = Readonly<Record<string, Stored>>

/** A value that is not what its column holds. Says which column and never which value: it may be a guest's. */
export class WireError extends Error {
  constructor(column: string, kind: string) {
    super(`${column} is not ${kind}`)
  }
}

/** A value as it came from the server, as it is stored. Throws `WireError` for one that the column cannot hold. */
export function wireToStored(column: Column, value: WireValue | undefined): Stored {
  if (value === null || value === undefined) {
    if (!column.nullable) throw new WireError(column.name, 'without a value')
    return null
  }
  const stored = decoders[column.kind](value)
  if (stored === undefined || (column.kind === 'text' && column.values?.includes(String(stored)) === false)) {
    throw new WireError(column.name, column.kind)
  }
  return stored
}

/** A stored value as it travels to the server. */
export function storedToWire(column: Column, value: Stored): WireValue {
  if (value === null) return null
  if (column.kind === 'boolean') return value === 1
  if (column.kind === 'money' && typeof value === 'number') return minorToDecimal(value)
  if (column.kind === 'json' || column.kind === 'array') return parseJson(String(value))
  return value
}

/** Some columns of a stored row, as they travel. */
export function storedRecordToWire(table: TableName, record: StoredRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, storedToWire(columnOf(table, name), value)]),
  )
}

/** Some columns of a row as they travelled, as they are stored. */
export function wireRecordToStored(table: TableName, record: WireRecord): StoredRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, wireToStored(columnOf(table, name), value)]),
  )
}

export function columnOf(table: TableName, name: string): Column {
  const column = columnsOf(table).find((one) => one.name === name)
  if (column === undefined) throw new Error(`there is no column ${table}.${name}`)
  return column
}

export function columnsOf(table: TableName): readonly Column[] {
  return tables[table].columns
}

type Decoder = (value: NonNullable<WireValue>) => Stored | undefined

const decoders: Readonly<Record<Column['kind'], Decoder>> = {
  uuid: (value) => (typeof value === 'string' && uuidForm.test(value) ? value : undefined),
  text: (value) => (typeof value === 'string' ? value : undefined),
  integer: (value) => {
    // 64 bits travel as text
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value
    return Number.isSafeInteger(number) ? Number(number) : undefined
  },
  money: wireToMinor,
  real: (value) => {
    const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined
  },
  boolean: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
  date: (value) => (typeof value === 'string' && dateForm.test(value) ? value : undefined),
  time: (value) => (typeof value === 'string' && timeForm.test(value) ? value : undefined),
  instant: (value) => (typeof value === 'string' ? instantOf(value) : undefined),
  json: (value) => JSON.stringify(value),
  array: (value) => (Array.isArray(value) ? JSON.stringify(value) : undefined),
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const dateForm = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const timeForm = /^([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d{1,6})?$/
/** Postgres leaves trailing zeros out and writes its session's offset; here every instant has one form, which sorts. */
function instantOf(value: string): string | undefined {
  if (!instantForm.test(value)) return undefined
  // nearly all: the one form but for the fraction's length
  const ending = value.endsWith('+00:00') ? fractionEndings[value.length - '+00:00'.length] : undefined
  if (ending !== undefined) return value.slice(0, -'+00:00'.length) + ending
  // `+02` is an offset to Postgres, and not to a Date
  const instant = new Date(/[+-]\d\d$/.test(value) ? `${value}:00` : value)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::\d\d)?)$/

/** What makes the fraction three digits, by the length of the text before the offset. */
const fractionEndings: Readonly<Record<number, string>> = { 19: '.000Z', 21: '00Z', 22: '0Z', 23: 'Z' }

function parseJson(text: string): WireValue {
  return wireValue.parse(JSON.parse(text))
}
