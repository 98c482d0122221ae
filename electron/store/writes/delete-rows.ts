import type { Database } from 'better-sqlite3'
import type { TableName } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** Takes rows that the server no longer has, or no longer shows to this terminal. Within the caller's transaction. */
export function deleteRows(db: Database, table: TableName, ids: readonly string[]): void {
  const statement = prepared(db, `delete from ${table} where id = ?`)
  for (const id of ids) statement.run(id)
}
