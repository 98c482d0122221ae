import Sqlite, { type Database } from 'better-sqlite3'

/** What can go wrong with the disk under one connection. */
export interface FailingDisk {
  /** No page more: whatever needs one fails with SQLITE_FULL, until there is room again. */
  readonly fill: () => void
  readonly makeRoom: () => void
  /** The next so many transactions do all their work and then cannot be committed. */
  readonly failCommits: (count: number) => void
  /** How many could not be. */
  readonly failures: () => number
}

type Work = () => unknown

/**
 * A disk that fails when told to. A full one is SQLite's own doing. A commit that fails is not: the work of an outermost
 * transaction ends with the error that a failed fsync gives, and is rolled back as after one.
 */
export function createFailingDisk(db: Database): FailingDisk {
  const begin = db.transaction.bind(db)
  let planned = 0
  let failures = 0
  let depth = 0

  function failing(work: Work): Work {
    return () => {
      depth += 1
      try {
        const result = work()
        if (depth > 1 || planned === 0) return result
        planned -= 1
        failures += 1
        throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      } finally {
        depth -= 1
      }
    }
  }

  Object.defineProperty(db, 'transaction', { value: (work: Work) => begin(failing(work)) })
  return {
    fill: () => {
      // the log would take pages past the limit until it is written back
      db.pragma('wal_checkpoint(truncate)')
      db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
    },
    makeRoom: () => {
      db.pragma(`max_page_count = ${unlimited}`)
    },
    failCommits: (count) => {
      planned = count
    },
    failures: () => failures,
  }
}

/** SQLite's own limit. */
const unlimited = 4_294_967_294
