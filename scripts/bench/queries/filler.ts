import type { Database } from 'better-sqlite3'
import type { NewRow, TableName } from '../../../shared/protocol/rows.ts'

/** Fills one table quickly: always the same columns, bound in one prepared statement. */
export function fillerOf<Name extends TableName, Column extends keyof NewRow<Name> & string>(
  db: Database,
  table: Name,
  columns: readonly Column[],
): (row: Pick<NewRow<Name>, Column>) => void {
  const places = columns.map(() => '?').join(', ')
  const insert = db.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`)
  return (row) => void insert.run(columns.map((column) => row[column]))
}
