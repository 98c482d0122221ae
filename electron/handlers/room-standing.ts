import type { Database } from 'better-sqlite3'
import { isSurelyOurs, leaseOfOther, type RoomDates } from '../../shared/domain/lease/lease.ts'
import { loadLeases, serverTimeOf } from '../store/loads/lease.ts'
import type { FreeRoom } from '../store/reads/free-rooms.ts'
import { readSyncState } from '../store/sync-state.ts'

export type RoomStanding = 'ours' | 'open' | 'others'

/**
 * Free rooms with whose they are to give, in the order in which they are best given: without a line first those that
 * this desk may be sure of, and last, always, those that another desk alone may sell.
 */
export function withStanding(
  db: Database,
  rooms: readonly FreeRoom[],
  dates: Omit<RoomDates, 'roomId'>,
  now: { readonly at: string; readonly offline: boolean },
): readonly (FreeRoom & { readonly standing: RoomStanding })[] {
  const view = { terminalId: readSyncState(db, 'terminal_id') ?? '', at: serverTimeOf(db, now.at) }
  const standingOf = (roomId: string): RoomStanding => {
    const asked = { ...dates, roomId }
    const leases = loadLeases(db, asked)
    if (leases.length === 0) return 'open'
    if (leaseOfOther(asked, leases, view) !== null) return 'others'
    // with the line up every room is as sure as the next
    return now.offline && isSurelyOurs(asked, leases, view) ? 'ours' : 'open'
  }
  return rooms
    .map((room) => ({ ...room, standing: standingOf(room.roomId) }))
    .toSorted((a, b) => places[a.standing] - places[b.standing])
}

const places = { ours: 0, open: 1, others: 2 } as const satisfies Record<RoomStanding, number>
