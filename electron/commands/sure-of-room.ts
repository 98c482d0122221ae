import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { isSurelyOurs, isSureSale, leaseOfOther, type RoomDates } from '../../shared/domain/lease/lease.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import { loadLeases, serverTimeOf } from '../store/loads/lease.ts'
import { listFreeRooms } from '../store/reads/free-rooms.ts'
import type { JudgeContext } from './desk-command.ts'
import { refuse } from './refuse.ts'

/**
 * May the desk be sure of a room that it gives now? Refused where another desk alone may give it: the server would not
 * let it stand. Without a line, only of what is leased; the rest is given all the same, and to be confirmed.
 */
export function isSureOfRoom(db: Database, dates: RoomDates, desk: JudgeContext): Result<boolean, CallError> {
  const leases = loadLeases(db, dates)
  const view = { terminalId: desk.terminal.id, at: serverTimeOf(db, desk.at) }
  const other = leaseOfOther(dates, leases, view)
  if (other !== null) {
    return refuse({ code: 'room_leased', terminalId: other.terminalId, until: other.expiresAt })
  }
  return ok(isSureSale({ offline: desk.offline, dates }, leases, view))
}

/** What a sale may promise, and the room that it takes for that where none was asked for. */
export function settlePromise(
  db: Database,
  desk: JudgeContext,
  sale: {
    readonly roomTypeId: string
    readonly roomId?: string | undefined
    readonly arrival: string
    readonly departure: string
  },
): Result<{ readonly sure: boolean; readonly leasedRoomId: string | null }, CallError> {
  if (sale.roomId !== undefined) {
    const sure = isSureOfRoom(db, { ...sale, roomId: sale.roomId }, desk)
    return sure.ok ? ok({ sure: sure.value, leasedRoomId: null }) : sure
  }
  const leasedRoomId = desk.offline ? (listSureRooms(db, sale, desk)[0] ?? null) : null
  return ok({ sure: !desk.offline || leasedRoomId !== null, leasedRoomId })
}

/** The rooms of a type, free for the dates, that this desk may be sure of. */
export function listSureRooms(
  db: Database,
  sale: { readonly roomTypeId: string; readonly arrival: string; readonly departure: string },
  desk: Pick<JudgeContext, 'terminal' | 'businessDate' | 'at'>,
): readonly string[] {
  const view = { terminalId: desk.terminal.id, at: serverTimeOf(db, desk.at) }
  return listFreeRooms(db, { ...sale, exceptBookingId: null, businessDate: desk.businessDate })
    .map(({ roomId }) => roomId)
    .filter((roomId) => isSurelyOurs({ ...sale, roomId }, loadLeases(db, { ...sale, roomId }), view))
}

/** May another desk alone give the room for the dates? */
export function isLeasedToOther(
  db: Database,
  dates: RoomDates,
  view: { readonly terminalId: string; readonly at: string },
): boolean {
  const leases = loadLeases(db, dates)
  return leases.length > 0 && leaseOfOther(dates, leases, { ...view, at: serverTimeOf(db, view.at) }) !== null
}
