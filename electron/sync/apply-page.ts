import type { Database } from 'better-sqlite3'
import type { WireValue } from '../../shared/protocol/wire.ts'
import { listShadowed, saveShadow } from '../outbox/shadows.ts'
import { columnsOf, wireToStored, type StoredRecord } from '../store/codec.ts'
import { prepared } from '../store/prepared.ts'
import { deleteRows } from '../store/writes/delete-rows.ts'
import { upsertRows } from '../store/writes/upsert-rows.ts'
import type { ServerTable } from './state.ts'

export type WireRow = readonly WireValue[]

/** The rows of the server are not what its list of tables says: it has changed since. */
class PageShapeError extends Error {}

/**
 * Makes rows of a snapshot the mirror's. Where a command of mine is still on top of a row, the row stays as the command
 * left it and the server's version becomes its shadow. Within the caller's transaction.
 */
export function applySnapshotRows(db: Database, table: ServerTable, rows: readonly WireRow[]): void {
  checkShape(table, rows)
  const shadowed = listShadowed(db, table.name)
  if (shadowed.size === 0) return upsertRows(db, table.name, table.columns, rows)
  const place = table.columns.indexOf('id')
  const isShadowed = (row: WireRow): boolean => shadowed.has(idOf(row, place))
  upsertRows(
    db,
    table.name,
    table.columns,
    rows.filter((row) => !isShadowed(row)),
  )
  for (const row of rows.filter(isShadowed))
    saveShadow(db, table.name, idOf(row, place), storedRow(table, row))
}

/**
 * Takes away what the server did not list between two ids, both in its order and in ours: UUIDs in lower case sort as
 * text as they sort as numbers. `upTo` is null for all that comes after.
 */
export function sweepRange(
  db: Database,
  table: ServerTable,
  rows: readonly WireRow[],
  after: string | null,
  upTo: string | null,
): void {
  const place = table.columns.indexOf('id')
  const listed = new Set(rows.map((row) => idOf(row, place)))
  const shadowed = listShadowed(db, table.name)
  const isUnlisted = (id: string): boolean =>
    !listed.has(id) && (after === null || id > after) && (upTo === null || id <= upTo)
  const here = prepared<{ id: string }>(
    db,
    `select id from ${table.name} where id > ? and (? is null or id <= ?) order by id`,
  ).all(after ?? '', upTo, upTo)
  deleteRows(
    db,
    table.name,
    here.map(({ id }) => id).filter((id) => isUnlisted(id) && !shadowed.has(id)),
  )
  for (const id of shadowed) if (isUnlisted(id)) saveShadow(db, table.name, id, undefined)
}

/** Every row has as many values as there are columns; one that has not would be read askew. */
export function checkShape(table: ServerTable, rows: readonly WireRow[]): void {
  if (rows.some((row) => row.length !== table.columns.length)) throw new PageShapeError(table.name)
}

export function idsOf(table: ServerTable, rows: readonly WireRow[]): readonly string[] {
  const place = table.columns.indexOf('id')
  return rows.map((row) => idOf(row, place))
}

function idOf(row: WireRow, place: number): string {
  const id = row[place]
  if (typeof id !== 'string') throw new PageShapeError('id')
  return id
}

function storedRow(table: ServerTable, row: WireRow): StoredRecord {
  const known = columnsOf(table.name).filter(
    (column) => column.fixed !== 'generated' && table.columns.includes(column.name),
  )
  return Object.fromEntries(
    known.map((column) => [column.name, wireToStored(column, row[table.columns.indexOf(column.name)])]),
  )
}
