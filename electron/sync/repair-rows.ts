import type { Database } from 'better-sqlite3'
import { prepared } from '../store/prepared.ts'
import { deleteRows } from '../store/writes/delete-rows.ts'
import { upsertRows } from '../store/writes/upsert-rows.ts'
import { checkShape, idsOf } from './apply-page.ts'
import type { Repair } from './compare.ts'

/**
 * Makes a range of a table what the server has there. Within the transaction of a round that was fetched after it, whose
 * rows then go on top: they belong together, and what the range has that is newer than the mirror is in the round too.
 */
export function repairRows(db: Database, { table, from, to, rows }: Repair): void {
  checkShape(table, rows)
  const listed = new Set(idsOf(table, rows))
  const here = prepared<{ id: string }>(
    db,
    `select id from ${table.name} where id > ? and (? is null or id <= ?) order by id`,
  ).all(from ?? '', to, to)
  deleteRows(
    db,
    table.name,
    here.map(({ id }) => id).filter((id) => !listed.has(id)),
  )
  upsertRows(db, table.name, table.columns, rows)
}
