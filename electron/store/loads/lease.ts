import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { RoomDates, RoomLease } from '../../../shared/domain/lease/lease.ts'
import { prepared } from '../prepared.ts'
import { byServerClock } from './server-clock.ts'
import { readSyncState } from '../sync-state.ts'

/** The leases of a room around the dates of a stay, whosever they are. */
export function loadLeases(db: Database, { roomId, arrival, departure }: RoomDates): readonly RoomLease[] {
  return prepared<RoomLease>(
    db,
    `select room_id as roomId, night, terminal_id as terminalId, expires_at as expiresAt from room_leases
     where room_id = ? and night >= ? and night < ?`,
  ).all(roomId, arrival, departure > arrival ? departure : addDays(arrival, 1))
}

/**
 * An instant of this terminal's clock by the server's, as far as it is known. Leases are the one thing that hangs on a
 * clock: one that has been put back since the last command or the last word of the server would make what is over seem
 * to run still, so the latest time that was ever told counts.
 */
export function serverTimeOf(db: Database, at: string): string {
  const corrected = byServerClock(db, at)
  const lastHeard = readSyncState(db, 'last_synced_at') ?? ''
  const lastDone =
    prepared<{ at: string }>(db, 'select at from outbox order by seq desc limit 1').get()?.at ?? ''
  const told = [corrected, lastHeard, lastDone === '' ? '' : byServerClock(db, lastDone)]
  return told.toSorted().at(-1) ?? corrected
}
