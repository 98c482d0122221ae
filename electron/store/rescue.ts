import { existsSync, renameSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'
import { clearSyncState, writeSyncState } from './sync-state.ts'
import { withTransaction } from './transaction.ts'

/** What could be read of a damaged file. */
export interface Rescued {
  /** Where the damaged file is now, for whoever knows more about such files. */
  readonly keptAs: string
  /** Commands that were saved. */
  readonly ops: number
  /** Whether anything of the terminal's own could not be read. */
  readonly lost: boolean
}

/**
 * Moves a damaged file aside and brings what is this terminal's alone into the new one that `open` makes: the commands
 * done here, who it is, who may sign in. What is of the server comes from there again. Returns null, and leaves the file
 * where it is, when not even who the terminal is can be read.
 */
export function rescueStore(
  file: string,
  open: () => Database,
): { readonly db: Database; readonly rescued: Rescued } | null {
  const found = ownTables.map((table) => ({ table, ...readAll(file, table) }))
  const isKnown = found.some(
    ({ table, rows }) => table === 'sync_state' && rows.some((row) => row['key'] === 'terminal_id'),
  )
  if (!isKnown) return null
  const lost = found.some(({ whole }) => !whole)
  const keptAs = setAside(file)
  const db = open()
  withTransaction(db, () => {
    for (const { table, rows } of found) for (const row of rows) insert(db, table, row)
    clearSyncState(db, 'cursor', 'mirror_progress', 'ready')
    // numbers and commands that cannot be read may be out there: what comes now must not come under the same
    if (lost) writeSyncState(db, 'work_lost', '1')
  })
  const ops = found.find(({ table }) => table === 'outbox')?.rows.length ?? 0
  return { db, rescued: { keptAs, ops, lost } }
}

/** Parents before children. What is not here is made anew from the server's rows. */
const ownTables = ['sync_state', 'staff_verifiers', 'outbox', 'outbox_rows', 'retired_ops'] as const

const newTables: ReadonlySet<string> = new Set(['retired_ops'])

type OwnRow = Readonly<Record<string, unknown>>

/** Every row that can be read, from the front and from the back of a damaged place. */
function readAll(file: string, table: string): { readonly rows: readonly OwnRow[]; readonly whole: boolean } {
  const forwards = readUntilDamage(file, table, 'asc')
  if (forwards.whole) return forwards
  const backwards = readUntilDamage(file, table, 'desc')
  const rows = new Map(
    [...forwards.rows, ...backwards.rows.toReversed()].map((row) => [
      JSON.stringify(Object.values(row).slice(0, 3)),
      row,
    ]),
  )
  return { rows: [...rows.values()], whole: false }
}

function readUntilDamage(
  file: string,
  table: string,
  order: 'asc' | 'desc',
): { readonly rows: readonly OwnRow[]; readonly whole: boolean } {
  const rows: OwnRow[] = []
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true })
    try {
      for (const row of db.prepare<[], OwnRow>(`select * from ${table} order by 1 ${order}`).iterate())
        rows.push(row)
    } finally {
      db.close()
    }
    return { rows, whole: true }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    // a file of an older program, which had no such table
    const neverWas = error.code === 'SQLITE_ERROR' && newTables.has(table)
    return { rows, whole: neverWas }
  }
}

function insert(db: Database, table: string, row: OwnRow): void {
  const known = db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table)
  const names = Object.keys(row).filter((name) => known.includes(name))
  db.prepare(
    `insert or ignore into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  ).run(names.map((name) => row[name]))
}

function setAside(file: string): string {
  let count = 1
  while (existsSync(`${file}.damaged-${count}`)) count += 1
  const keptAs = `${file}.damaged-${count}`
  for (const suffix of ['-shm', '-wal', '']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${keptAs}${suffix}`)
  }
  return keptAs
}
