import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { isTableName, type TableName } from '../../shared/protocol/rows.ts'
import { columnsOf, type StoredRecord } from '../store/codec.ts'
import { prepared } from '../store/prepared.ts'
import { deleteRows } from '../store/writes/delete-rows.ts'
import { upsertStored } from '../store/writes/upsert-rows.ts'

/**
 * A shadow is the server's version of a row that commands still on their way have changed here, or null where the
 * server has no such row. Rows without a shadow are the server's own.
 */
export function keepShadow(db: Database, table: TableName, id: string): void {
  const known = prepared(db, 'select 1 from shadow where table_name = ? and row_id = ?').get(table, id)
  if (known !== undefined) return
  const names = storedColumns(table)
  const row = prepared<StoredRecord>(db, `select ${names.join()} from ${table} where id = ?`).get(id)
  prepared(db, 'insert into shadow (table_name, row_id, row) values (?, ?, ?)').run(
    table,
    id,
    shadowText(row),
  )
}

/** The shadows of a range of ids: after `from`, up to `to`. */
export function listShadows(
  db: Database,
  table: TableName,
  from: string | null,
  to: string | null,
): readonly { readonly id: string; readonly row: StoredRecord | null }[] {
  const rows = prepared<{ id: string; row: string | null }>(
    db,
    `select row_id as id, row from shadow where table_name = ? and row_id > ? and (? is null or row_id <= ?)`,
  ).all(table, from ?? '', to, to)
  return rows.map(({ id, row }) => ({ id, row: row === null ? null : storedRecord.parse(JSON.parse(row)) }))
}

/** The rows of a table that have shadows. */
export function listShadowed(db: Database, table: TableName): ReadonlySet<string> {
  const rows = prepared<{ id: string }>(db, 'select row_id as id from shadow where table_name = ?').all(table)
  return new Set(rows.map((row) => row.id))
}

/** What the server has in place of a row that is shadowed: the row itself stays as the commands here left it. */
export function saveShadow(db: Database, table: TableName, id: string, row: StoredRecord | undefined): void {
  prepared(db, 'update shadow set row = ? where table_name = ? and row_id = ?').run(
    shadowText(row),
    table,
    id,
  )
}

/** Makes every row the server's own again. Answers which tables that touched. */
export function restoreShadows(db: Database): ReadonlySet<TableName> {
  const touched = new Set<TableName>()
  const shadows = prepared<{ name: string; id: string; row: string | null }>(
    db,
    'select table_name as name, row_id as id, row from shadow',
  ).all()
  for (const { name, id, row } of shadows) {
    if (!isTableName(name)) continue
    touched.add(name)
    if (row === null) deleteRows(db, name, [id])
    else upsertStored(db, name, storedRecord.parse(JSON.parse(row)))
  }
  forgetShadows(db)
  return touched
}

/** What is here counts as the server's from now on. */
export function forgetShadows(db: Database): void {
  prepared(db, 'delete from shadow').run()
}

const stored = new Map<TableName, readonly string[]>()

/** What a row is made of; what SQLite computes from that is not kept, as it could not be put back. */
function storedColumns(table: TableName): readonly string[] {
  let names = stored.get(table)
  if (names === undefined) {
    names = columnsOf(table)
      .filter((column) => column.fixed !== 'generated')
      .map((column) => column.name)
    stored.set(table, names)
  }
  return names
}

function shadowText(row: StoredRecord | undefined): string | null {
  return row === undefined ? null : JSON.stringify(row)
}

const storedRecord = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
