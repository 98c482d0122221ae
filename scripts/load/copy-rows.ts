import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What a column may be given: text as Postgres reads it, an array of text, or null. */
export type CopyValue = string | number | boolean | null | readonly string[]

/** A row, by column. Columns left out of every row take their default. */
export type CopyRow = Readonly<Record<string, CopyValue>>

const rowsAChunk = 500

/**
 * Loads rows by COPY, as fast as Postgres takes them. The first row names the columns; all rows must have the same.
 * Returns how many there were.
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  rows: Iterable<CopyRow>,
): Promise<number> {
  const iterator = rows[Symbol.iterator]()
  const first = iterator.next()
  if (first.done === true) return 0
  const columns = Object.keys(first.value)
  const sql = `copy public.${table} (${columns.join(', ')}) from stdin`
  let count = 0
  const chunks = function* () {
    let chunk = ''
    for (let next: IteratorResult<CopyRow> = first; next.done !== true; next = iterator.next()) {
      chunk += copyLine(columns, next.value)
      count += 1
      if (count % rowsAChunk === 0) {
        yield chunk
        chunk = ''
      }
    }
    if (chunk !== '') yield chunk
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(sql)))
  return count
}

function copyLine(columns: readonly string[], row: CopyRow): string {
  const cells = columns.map((column) => copyCell(row[column]))
  return `${cells.join('\t')}\n`
}

function copyCell(value: CopyValue | undefined): string {
  if (value === undefined) throw new Error('a row lacks a column that the first row has')
  if (value === null) return '\\N'
  if (typeof value === 'string') return escape(value)
  return typeof value === 'object' ? escape(arrayText(value)) : String(value)
}

/** Postgres's text form of COPY: a tab ends a cell, a line break a row, and a backslash takes their meaning away. */
function escape(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text
}

function arrayText(items: readonly string[]): string {
  const quoted = items.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
  return `{${quoted.join(',')}}`
}
