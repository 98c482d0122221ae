import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { carryRows } from './carry-rows.ts'
import { ddl, hashOf } from './ddl.ts'
import { createMirrorIndexes } from './mirror-indexes.ts'
import { mirrorTables } from './mirror-tables.ts'
import { prepared } from './prepared.ts'
import { clearSyncState } from './sync-state.ts'
import { withTransaction } from './transaction.ts'

/**
 * Makes the file what this version of the program works with, in one transaction. The terminal's own tables only ever
 * go forward, and what is in them stays. When the server's tables have changed, the rows at hand are carried over, so
 * that a terminal without a line goes on working, and the mirror is made anew when it next has one.
 */
export function bringUpToDate(db: Database): void {
  if (isUpToDate(db)) return
  // Tables are replaced under references to them, which are checked at the end.
  db.pragma('foreign_keys = off')
  try {
    withTransaction(db, () => {
      migrateTerminal(db)
      migrateMirror(db)
    })
  } finally {
    db.pragma('foreign_keys = on')
  }
}

export function isUpToDate(db: Database): boolean {
  if (terminalVersion(db) !== ddl().terminal.length) return false
  const made = madeMirror(db)
  return made?.hash === mirrorHash() && made.index_hash === indexHash()
}

/** The program is older than the file: it would not know what to keep. */
export class StoreTooNewError extends Error {
  constructor(made: number, known: number) {
    super(
      `This terminal's data was made by a newer version of the program (${made}, this one knows ${known}). ` +
        'Install that version again: nothing is lost, and nothing has been changed.',
    )
  }
}

function migrateTerminal(db: Database): void {
  const steps = ddl().terminal
  const version = terminalVersion(db)
  if (version > steps.length) throw new StoreTooNewError(version, steps.length)
  for (const step of steps.slice(version)) db.exec(step)
  db.pragma(`user_version = ${steps.length}`)
}

function migrateMirror(db: Database): void {
  const made = madeMirror(db)
  if (made === undefined) {
    db.exec(ddl().mirror)
  } else if (made.hash !== mirrorHash()) {
    const carried = carryRows(db, tableNames.parse(JSON.parse(made.tables)))
    clearSyncState(db, 'cursor', 'mirror_progress')
    if (!carried) forgetMirror(db)
  }
  createMirrorIndexes(db)
  prepared(
    db,
    'insert or replace into mirror_schema (one, tables, hash, index_hash) values (1, ?, ?, ?)',
  ).run(JSON.stringify(mirrorTables), mirrorHash(), indexHash())
}

/** Nothing of the server is here any more, so nothing of it can be put back: work on its way is done anew on what comes. */
function forgetMirror(db: Database): void {
  clearSyncState(db, 'ready')
  prepared(db, 'delete from shadow').run()
}

interface MadeMirror {
  readonly tables: string
  readonly hash: string
  readonly index_hash: string
}

function madeMirror(db: Database): MadeMirror | undefined {
  return db.prepare<[], MadeMirror>('select tables, hash, index_hash from mirror_schema').get()
}

function mirrorHash(): string {
  return hashOf(ddl().mirror)
}

function indexHash(): string {
  return hashOf(ddl().indexes, ddl().search)
}

const tableNames = z.array(z.string())

function terminalVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}
