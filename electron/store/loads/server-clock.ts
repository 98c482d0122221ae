import type { Database } from 'better-sqlite3'
import { readSyncState } from '../sync-state.ts'

/** An instant of this terminal's clock as the server's would tell it, by how far apart they last were. */
export function byServerClock(db: Database, at: string): string {
  const offsetMs = Number(readSyncState(db, 'clock_offset_ms') ?? 0)
  return new Date(Date.parse(at) - offsetMs).toISOString()
}
