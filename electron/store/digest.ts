import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { TableName } from '../../shared/protocol/rows.ts'
import { columnsOf } from './codec.ts'
import { mirrorTables } from './mirror-tables.ts'

/** A hash over the rows of each table, in the order of their ids: equal where two mirrors are equal. */
export function storeDigest(db: Database): ReadonlyMap<TableName, string> {
  return new Map(mirrorTables.map((table) => [table, tableDigest(db, table)]))
}

export function tableDigest(db: Database, table: TableName): string {
  const names = columnsOf(table).map((column) => column.name)
  const hash = createHash('sha256')
  const rows = db
    .prepare<[], string>(`select json_array(${names.join(', ')}) from ${table} order by id`)
    .pluck()
  for (const row of rows.iterate()) hash.update(row).update('\n')
  return hash.digest('hex')
}
