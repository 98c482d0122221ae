import { existsSync, rmSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'
import type { TableName } from '../../shared/protocol/rows.ts'
import { columnsOf } from './codec.ts'
import { ddl, hashOf } from './ddl.ts'
import { mirrorTables } from './mirror-tables.ts'

/**
 * A second file beside the terminal's own, in which the server's rows are gathered anew while the desk goes on with the
 * old ones. It holds nothing that cannot be fetched again.
 */
export function openBeside(db: Database): Database {
  const file = besideFile(db)
  if (existsSync(file) && !isUsable(file)) dropBeside(db)
  const beside = new Sqlite(file)
  beside.pragma('journal_mode = wal')
  beside.pragma('synchronous = normal')
  beside.pragma('foreign_keys = off')
  if (tablesHash(beside) === null) {
    const make = beside.transaction(() => {
      for (const step of ddl().terminal) beside.exec(step)
      beside.exec(ddl().mirror)
      beside
        .prepare(`insert into mirror_schema (one, tables, hash, index_hash) values (1, '[]', ?, '')`)
        .run(wantedHash())
    })
    make.immediate()
  }
  return beside
}

export function hasBeside(db: Database): boolean {
  return existsSync(besideFile(db))
}

/** Throws away what was gathered. It must be closed. */
export function dropBeside(db: Database): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(besideFile(db) + suffix, { force: true })
}

/** Does something while the rows beside can be read as `beside.TABLE`. They must be closed, and no transaction open. */
export function withBeside<T>(db: Database, work: () => T): T {
  db.prepare('attach database ? as beside').run(besideFile(db))
  try {
    return work()
  } finally {
    db.exec('detach database beside')
  }
}

/**
 * Makes the rows beside the terminal's own: what is gone goes, what differs is replaced, what is equal is left alone.
 * Says which tables look different. Within the caller's transaction, and `withBeside`.
 */
export function adoptBeside(db: Database): ReadonlySet<TableName> {
  const changed = new Set<TableName>()
  for (const table of mirrorTables) if (adoptTable(db, table)) changed.add(table)
  return changed
}

function adoptTable(db: Database, table: TableName): boolean {
  try {
    return db.transaction(() => adoptDifferences(db, table))()
  } catch (error) {
    // two rows that have changed places in something unique: there is no order in which they could be replaced
    if (!isNotUnique(error)) throw error
    db.exec(`delete from main.${table}`)
    return adoptDifferences(db, table)
  }
}

function adoptDifferences(db: Database, table: TableName): boolean {
  const names = columnsOf(table)
    .filter((column) => column.fixed !== 'generated')
    .map((column) => column.name)
  const others = names.filter((name) => name !== 'id')
  const list = (prefix: string): string => names.map((name) => `${prefix}${name}`).join(', ')
  const gone = db.prepare(`delete from main.${table} where id not in (select id from beside.${table})`).run()
  const differ = db
    .prepare(
      `insert into main.${table} (${list('')})
       select ${list('n.')} from beside.${table} n
       where not exists (
         select 1 from main.${table} o where o.id = n.id and (${list('o.')}) is (${list('n.')}))
       on conflict (id) do ${
         others.length > 0
           ? `update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`
           : 'nothing'
       }`,
    )
    .run()
  return gone.changes + differ.changes > 0
}

export function isNotUnique(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(error.code)
}

function besideFile(db: Database): string {
  return `${db.name}-next`
}

/** Of another version of the program, or not whole: it is made anew. */
function isUsable(file: string): boolean {
  try {
    const beside = new Sqlite(file, { fileMustExist: true })
    try {
      const hash = tablesHash(beside)
      return hash === null || hash === wantedHash()
    } finally {
      beside.close()
    }
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return false
    throw error
  }
}

function wantedHash(): string {
  return hashOf(ddl().mirror, ...ddl().terminal)
}

function tablesHash(beside: Database): string | null {
  const made = beside
    .prepare<[], string>(`select name from sqlite_schema where name = 'mirror_schema'`)
    .pluck()
    .get()
  if (made === undefined) return null
  return beside.prepare<[], string>('select hash from mirror_schema').pluck().get() ?? null
}
