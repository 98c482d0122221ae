import Sqlite, { type Database } from 'better-sqlite3'
import { ddl } from './ddl.ts'
import { mirrorTables } from './mirror-tables.ts'
import { withTransaction } from './transaction.ts'

/**
 * Replaces the mirror's tables by those of today's DDL and carries over what fits: the columns that both have. Says
 * whether the rows made it; when they did not, for a column without which a row cannot be or a reference to a row that
 * is not there, the new tables are empty. Within the caller's transaction, with foreign keys off.
 */
export function carryRows(db: Database, oldTables: readonly string[]): boolean {
  for (const table of oldTables) setAside(db, table)
  db.exec(ddl().mirror)
  const carried = carryAll(db, oldTables)
  for (const table of oldTables) db.exec(`drop table old_${table}`)
  return carried
}

function setAside(db: Database, table: string): void {
  const made = db
    .prepare<[string], { type: string; name: string }>(
      `select type, name from sqlite_schema where tbl_name = ? and type in ('index', 'trigger') and sql is not null`,
    )
    .all(table)
  for (const { type, name } of made) db.exec(`drop ${type} ${name}`)
  // else the other tables' references would follow the old table to its new name
  db.pragma('legacy_alter_table = on')
  db.exec(`alter table ${table} rename to old_${table}`)
  db.pragma('legacy_alter_table = off')
}

function carryAll(db: Database, oldTables: readonly string[]): boolean {
  try {
    withTransaction(db, () => {
      for (const table of mirrorTables) if (oldTables.includes(table)) carryTable(db, table)
      for (const table of mirrorTables) refuseDangling(db, table)
    })
    return true
  } catch (error) {
    if (doesNotFit(error)) return false
    throw error
  }
}

function carryTable(db: Database, table: string): void {
  const old = columnsIn(db, `old_${table}`)
  const names = columnsIn(db, table).filter((name) => old.includes(name))
  db.exec(`insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from old_${table}`)
}

/** The columns that a row is given: not those generated from others. */
function columnsIn(db: Database, table: string): readonly string[] {
  return db
    .prepare<[string], string>('select name from pragma_table_xinfo(?) where hidden = 0')
    .pluck()
    .all(table)
}

function refuseDangling(db: Database, table: string): void {
  const dangling = db.prepare<[string]>('select 1 from pragma_foreign_key_check(?) limit 1').get(table)
  if (dangling !== undefined) throw new DanglingError(table)
}

class DanglingError extends Error {}

function doesNotFit(error: unknown): boolean {
  if (error instanceof DanglingError) return true
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')
}
