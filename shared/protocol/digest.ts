import type { Column } from './column.ts'

/** A value as a terminal stores it. */
type Stored = string | number | null

/**
 * The text of a row that both sides hash, from what the terminal stores of these columns: `sync.digest_sql` makes the
 * same of the server's row. Columns are divided by U+001F; U+001E stands where there is no value.
 */
export function digestText(columns: readonly Column[], row: Readonly<Record<string, Stored>>): string {
  return columns.map((column) => valueText(column, row[column.name] ?? null)).join('\u001f')
}

function valueText(column: Column, value: Stored): string {
  if (value === null) return '\u001e'
  return column.kind === 'json' || column.kind === 'array'
    ? jsonbText(JSON.parse(String(value)))
    : String(value)
}

/** As Postgres writes a jsonb, but for numbers, which have no zeros at their end. */
function jsonbText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .map(([key, member]) => ({ key, bytes: new TextEncoder().encode(key), text: jsonbText(member) }))
    .toSorted((one, other) => compareBytes(one.bytes, other.bytes))
  return `{${members.map(({ key, text }) => `${JSON.stringify(key)}: ${text}`).join(', ')}}`
}

/** Keys of a jsonb stand by their length, then by their bytes. */
function compareBytes(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return one.length - other.length
  const index = one.findIndex((byte, at) => byte !== other[at])
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0)
}
