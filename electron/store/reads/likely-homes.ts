import type { Database } from 'better-sqlite3'
import type { SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import { writesOf } from '../loads/conflict.ts'
import { prepared } from '../prepared.ts'
import { listStaySummaries } from './stay-summary.ts'
import { loadBusinessDate } from './hotel.ts'

/** A stay that money in suspense may have been meant for. */
export interface LikelyHome {
  readonly bookingId: string
  readonly code: string
  readonly guestName: string
  readonly room: string | null
  /** What is owed now and will be. */
  readonly owedMinor: number
}

const most = 3

/**
 * Stays that money without one was probably for: the very one it named, should it have come after all; then guests in
 * house or due who owe just that much; then whoever was dealt with at the same terminal around that time.
 */
export function listLikelyHomes(
  db: Database,
  conflict: SyncConflictsRow,
  paidMinor: number,
): readonly LikelyHome[] {
  const today = loadBusinessDate(db)
  if (today === null) return []
  const named = new Set([
    conflict.booking_id,
    ...writesOf(conflict).map(({ set }) =>
      typeof set['booking_id'] === 'string' ? set['booking_id'] : null,
    ),
  ])
  const nearby = new Set(
    prepared<{ id: string }>(db, selectNearby)
      .all({ terminalId: conflict.terminal_id, at: conflict.done_at ?? conflict.created_at })
      .map(({ id }) => id),
  )
  return listStaySummaries(
    db,
    `(b.status = 'checked_in' or b.id in (select value from json_each(@named))
      or b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date between @today and date(@today, '+1 day'))`,
    { today, named: JSON.stringify([...named]) },
  )
    .filter(({ status }) => status !== 'cancelled')
    .map((stay) => {
      const owedMinor = stay.balanceMinor + stay.unpostedMinor
      const rank =
        (named.has(stay.bookingId) ? 4 : 0) +
        (owedMinor === paidMinor ? 2 : 0) +
        (nearby.has(stay.bookingId) ? 1 : 0)
      return {
        rank,
        home: {
          bookingId: stay.bookingId,
          code: stay.code,
          guestName: stay.guestName,
          room: stay.roomNumber,
          owedMinor,
        },
      }
    })
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank || (a.home.code < b.home.code ? -1 : 1))
    .slice(0, most)
    .map(({ home }) => home)
}

const selectNearby = `
select record_id as id from audit_logs
where table_name = 'bookings' and terminal_id = @terminalId
  and created_at between strftime('%Y-%m-%dT%H:%M:%fZ', @at, '-30 minutes') and strftime('%Y-%m-%dT%H:%M:%fZ', @at, '+30 minutes')`
