import type { Database } from 'better-sqlite3'
import type { TableName } from '../../shared/protocol/rows.ts'
import { columnsOf } from '../store/codec.ts'
import { prepared } from '../store/prepared.ts'

/**
 * A shadow is the server's version of a row that commands still on their way have changed here, or null where the
 * server has no such row. Rows without a shadow are the server's own.
 */
export function keepShadow(db: Database, table: TableName, id: string): void {
  const known = prepared(db, 'select 1 from shadow where table_name = ? and row_id = ?').get(table, id)
  if (known !== undefined) return
  const names = storedColumns(table)
  const row = prepared(db, `select ${names.join()} from ${table} where id = ?`).get(id)
  prepared(db, 'insert into shadow (table_name, row_id, row) values (?, ?, ?)').run(
    table,
    id,
    row === undefined ? null : JSON.stringify(row),
  )
}

const stored = new Map<TableName, readonly string[]>()

/** What a row is made of; what SQLite computes from that is not kept, as it could not be put back. */
export function storedColumns(table: TableName): readonly string[] {
  let names = stored.get(table)
  if (names === undefined) {
    names = columnsOf(table)
      .filter((column) => column.fixed !== 'generated')
      .map((column) => column.name)
    stored.set(table, names)
  }
  return names
}
