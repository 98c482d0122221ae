import type { Database, Statement } from 'better-sqlite3'
import type { Column } from '../../../shared/protocol/column.ts'
import type { TableName } from '../../../shared/protocol/rows.ts'
import type { WireValue } from '../../../shared/protocol/wire.ts'
import { columnsOf, wireToStored, type Stored, type StoredRecord } from '../codec.ts'
import { prepared } from '../prepared.ts'

/**
 * Makes the server's rows the terminal's: each is an array of values in the order of `columns`, which are the server's
 * and may be more than this terminal knows. Within the caller's transaction. Throws `WireError` for a malformed value.
 */
export function upsertRows(
  db: Database,
  table: TableName,
  columns: readonly string[],
  rows: readonly (readonly WireValue[])[],
): void {
  const known = knownColumns(table, columns)
  const statement = upsert(
    db,
    table,
    known.map(({ column }) => column.name),
  )
  const values: Stored[] = Array.from({ length: known.length }, () => null)
  for (const row of rows) {
    for (const [index, { column, place }] of known.entries()) values[index] = wireToStored(column, row[place])
    statement.run(values)
  }
}

/** Puts a row back as it is given: a shadow, a row of a test. What the row does not name keeps its value or default. */
export function upsertStored(db: Database, table: TableName, row: StoredRecord): void {
  const names = columnsOf(table)
    .filter((column) => column.fixed !== 'generated' && Object.hasOwn(row, column.name))
    .map((column) => column.name)
  upsert(db, table, names).run(names.map((name) => row[name]))
}

interface KnownColumn {
  readonly column: Column
  /** Its place in the rows as they came. */
  readonly place: number
}

function knownColumns(table: TableName, columns: readonly string[]): readonly KnownColumn[] {
  return columnsOf(table)
    .filter((column) => column.fixed !== 'generated')
    .map((column) => ({ column, place: columns.indexOf(column.name) }))
    .filter(({ place }) => place >= 0)
}

function upsert(db: Database, table: TableName, names: readonly string[]): Statement {
  const changes = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
  const outcome = changes.length > 0 ? `do update set ${changes.join(', ')}` : 'do nothing'
  return prepared(
    db,
    `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')}) on conflict (id) ${outcome}`,
  )
}
