import type { Database } from 'better-sqlite3'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { isTableName } from '../../shared/protocol/rows.ts'
import { wireRecordToStored } from '../store/codec.ts'
import { prepared } from '../store/prepared.ts'
import { upsertStored } from '../store/writes/upsert-rows.ts'
import { keepShadow } from './shadows.ts'

/**
 * Shows what an op wrote without asking its command again: for one that the server may have already, and for one that
 * could not be done any more. A change of a row that is gone has nothing to change. Throws where a rule of a table
 * stands against it; the caller's savepoint then undoes it.
 */
export function replayWrites(db: Database, writes: readonly RowWrite[], at: string): void {
  for (const { table, id, verb, set } of writes) {
    if (!isTableName(table)) continue
    keepShadow(db, table, id)
    const exists = prepared(db, `select 1 from ${table} where id = ?`).get(id) !== undefined
    if (verb === 'insert') {
      if (!exists) upsertStored(db, table, { id, ...wireRecordToStored(table, set), updated_at: at })
      continue
    }
    if (!exists) continue
    const values = wireRecordToStored(table, set)
    const names = Object.keys(values)
    prepared(db, `update ${table} set ${names.map((name) => `${name} = ?`).join()} where id = ?`).run([
      ...names.map((name) => values[name] ?? null),
      id,
    ])
  }
}
