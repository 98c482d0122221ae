import type { Database } from 'better-sqlite3'
import type { TableName } from '../../../shared/protocol/rows.ts'
import type { StoredRecord } from '../codec.ts'
import { prepared } from '../prepared.ts'

/** A row of any table, for those who do not know which. */
export function loadStoredRow(db: Database, table: TableName, id: string): StoredRecord | undefined {
  return prepared<StoredRecord>(db, `select * from ${table} where id = ?`).get(id)
}
