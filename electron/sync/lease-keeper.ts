import type { Database } from 'better-sqlite3'
import { addDays } from '../../shared/domain/calendar/days.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { headOfChain } from '../outbox/outbox-rows.ts'
import type { Remote } from '../remote/remote.ts'
import { loadBusinessDate, loadHotel } from '../store/reads/hotel.ts'
import { prepared } from '../store/prepared.ts'
import { readSyncState } from '../store/sync-state.ts'

export interface LeaseKeeper {
  /** Asks for rooms to be sure of, where it is time to. Whatever goes wrong, the desk works on without. */
  readonly keep: () => Promise<void>
}

/** How many nights ahead the server leases. */
const nightsAhead = 7

/** Between two questions, whatever the leases look like. */
const patienceMs = 5 * 60_000

/**
 * Keeps this terminal's leases running while there is a line: the rooms it may sell when there is none. It asks only
 * with nothing pending, for the server grants nothing before it has all that was sold here; and long before the leases
 * run out, so that an outage finds most of their time left.
 */
export function createLeaseKeeper(deps: {
  readonly db: Database
  readonly remote: Pick<Remote, 'lease'>
  readonly clock: Clock
  readonly serverNow: () => string
}): LeaseKeeper {
  const { db, remote, clock, serverNow } = deps
  let askedAtMs = Number.NEGATIVE_INFINITY
  return {
    keep: async () => {
      const now = clock.monotonic()
      if (now - askedAtMs < patienceMs || !isTime(db, serverNow())) return
      askedAtMs = now
      const answer = await remote.lease(headOfChain(db).seq)
      // something was done meanwhile: it goes up first
      if (answer.ok && answer.value.behind) askedAtMs = Number.NEGATIVE_INFINITY
    },
  }
}

/** Nothing is leased that reaches to the end of the week, or half the time of what is leased has gone by. */
function isTime(db: Database, at: string): boolean {
  const hotel = loadHotel(db)
  const businessDate = loadBusinessDate(db)
  const terminalId = readSyncState(db, 'terminal_id')
  if (hotel === null || businessDate === null || terminalId === null) return false
  const { until, last } = prepared<{ until: string | null; last: string | null }>(
    db,
    'select min(expires_at) as until, max(night) as last from room_leases where terminal_id = ?',
  ).get(terminalId) ?? { until: null, last: null }
  if (until === null || last === null) return hotel.lease_rooms > 0
  const leftMs = Date.parse(until) - Date.parse(at)
  return leftMs < (hotel.lease_hours * 3_600_000) / 2 || last < addDays(businessDate, nightsAhead - 1)
}
