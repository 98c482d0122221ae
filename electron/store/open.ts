import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { bringUpToDate, isUpToDate } from './migrate.ts'
import { rescueStore, type Rescued } from './rescue.ts'
import { registerSearchText } from './search-text.ts'

export interface StoreOptions {
  readonly file: string
  /** Told when the file was damaged and the terminal's own work was brought over into a new one. */
  readonly onRescue?: (rescued: Rescued) => void
}

/**
 * Opens a terminal's file, makes it where there is none, and brings it up to date. After a crash the file is checked
 * first; a damaged one is set aside, and all that is this terminal's alone is brought over. One per process, before any
 * `joinStore`.
 */
export function openStore({ file, onRescue }: StoreOptions): Database {
  try {
    return openSound(file)
  } catch (error) {
    if (!(error instanceof StoreDamagedError)) throw error
    const rescue = rescueStore(file, () => openSound(file))
    if (rescue === null) throw error
    onRescue?.(rescue.rescued)
    return rescue.db
  }
}

function openSound(file: string): Database {
  mkdirSync(dirname(file), { recursive: true })
  const crashed = hasWalOf(file)
  const db = new Sqlite(file, { timeout: busyTimeoutMs })
  try {
    settle(db)
    if (crashed) checkIntegrity(db)
    bringUpToDate(db)
    return db
  } catch (error) {
    db.close()
    throw isDamage(error) ? new StoreDamagedError([error.message], error) : error
  }
}

/** One more connection to a file that this program has open: the sync engine's, or one for reading alone. */
export function joinStore(options: { readonly file: string; readonly readonly?: boolean }): Database {
  const readonly = options.readonly ?? false
  const db = new Sqlite(options.file, { timeout: busyTimeoutMs, readonly, fileMustExist: true })
  try {
    settle(db)
    if (!isUpToDate(db)) throw new Error('store: opened before it was brought up to date')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** The file is not what was written to it. */
export class StoreDamagedError extends Error {
  readonly findings: readonly string[]

  constructor(findings: readonly string[], cause?: unknown) {
    super(`store: the file is damaged (${findings.length} findings)`, { cause })
    this.findings = findings
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

/** Longer than any transaction of the other thread. */
const busyTimeoutMs = 10_000

function settle(db: Database): void {
  if (!db.readonly) db.pragma('journal_mode = wal')
  // what the clerk was told is done survives a power cut
  db.pragma('synchronous = full')
  db.pragma('fullfsync = on')
  db.pragma('foreign_keys = on')
  db.pragma('cell_size_check = on')
  db.pragma('temp_store = memory')
  db.pragma('cache_size = -32000')
  db.pragma('journal_size_limit = 67108864')
  registerSearchText(db)
}

/** The log is gone after an orderly close. */
function hasWalOf(file: string): boolean {
  return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
}

function checkIntegrity(db: Database): void {
  const findings = db.prepare<[], string>('pragma quick_check(20)').pluck().all()
  if (findings.join() !== 'ok') throw new StoreDamagedError(findings)
}
