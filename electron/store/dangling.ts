import type { Database } from 'better-sqlite3'
import type { TableName } from '../../shared/protocol/rows.ts'
import { prepared } from './prepared.ts'

/** Does a reference of this row lead nowhere? Asked of one row, where a whole table would take long to look through. */
export function isDangling(db: Database, table: TableName, id: string): boolean {
  return referencesOf(db, table).some(({ parent, from, to }) => {
    const broken = prepared(
      db,
      `select 1 from ${table} c where c.id = ? and c.${from} is not null
         and not exists (select 1 from ${parent} p where p.${to} = c.${from})`,
    ).get(id)
    return broken !== undefined
  })
}

interface Reference {
  readonly parent: string
  readonly from: string
  readonly to: string
}

function referencesOf(db: Database, table: TableName): readonly Reference[] {
  return prepared<Reference>(
    db,
    `select "table" as parent, "from", coalesce("to", 'id') as "to" from pragma_foreign_key_list(?)`,
  ).all(table)
}
