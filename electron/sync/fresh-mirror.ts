import type { Database } from 'better-sqlite3'
import { dropBeside, hasBeside, openBeside } from '../store/beside.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'
import { readMirrorProgress } from './state.ts'

/**
 * A mirror that is made anew while there is an old one: in a file beside it, so that the desk works on the old rows,
 * which belong together, until the new ones do. One transaction then puts them in place (`applyRound`), under what is
 * still on its way. Whenever it ends in between, the old mirror stands, and the new one goes on from its last page.
 */
export interface FreshMirror {
  /** Where the server's rows are gathered: for as long as it takes one activity. */
  readonly open: () => Database
  readonly close: () => void
  /** The snapshot from which pulls go on, once all rows are here; null before, or where there is nothing beside. */
  readonly cursor: () => string | null
  readonly progress: () => { readonly rows: number; readonly total: number } | null
  /** What was gathered is of no use any more, or in place. */
  readonly drop: () => void
}

export function createFreshMirror(db: Database): FreshMirror {
  let beside: Database | null = null
  let known: { readonly rows: number; readonly total: number } | null = null

  function open(): Database {
    if (beside !== null) return beside
    let opened = openBeside(db)
    if (copied.some((key) => readSyncState(opened, key) !== readSyncState(db, key))) {
      if (readSyncState(opened, 'epoch') !== null) {
        opened.close()
        dropBeside(db)
        opened = openBeside(db)
      }
      for (const key of copied) {
        const value = readSyncState(db, key)
        if (value === null) clearSyncState(opened, key)
        else writeSyncState(opened, key, value)
      }
    }
    beside = opened
    return opened
  }

  function close(): void {
    if (beside === null) return
    known = readMirrorProgress(beside)
    beside.close()
    beside = null
  }

  return {
    open,
    close,
    cursor: () => {
      if (!hasBeside(db)) return null
      const cursor = readSyncState(open(), 'cursor')
      close()
      return cursor
    },
    progress: () => (beside === null ? known : readMirrorProgress(beside)),
    drop: () => {
      close()
      known = null
      if (hasBeside(db)) dropBeside(db)
    },
  }
}

/** What the rows are of: when it changes, what was gathered is worth nothing. */
const copied = ['epoch', 'scope', 'server_tables'] as const
