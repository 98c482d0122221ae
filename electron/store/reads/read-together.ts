import type { Database } from 'better-sqlite3'

/** Reads that belong together see one state of the file, whatever the sync engine commits meanwhile. */
export function readTogether<T>(db: Database, fn: () => T): T {
  return db.transaction(fn).deferred()
}
