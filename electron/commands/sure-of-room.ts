import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { isSureSale, leaseOfOther, type RoomDates } from '../../shared/domain/lease/lease.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import { loadLeases, serverTimeOf } from '../store/loads/lease.ts'
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

/** May another desk alone give the room for the dates? */
export function isLeasedToOther(
  db: Database,
  dates: RoomDates,
  view: { readonly terminalId: string; readonly at: string },
): boolean {
  const leases = loadLeases(db, dates)
  return leases.length > 0 && leaseOfOther(dates, leases, { ...view, at: serverTimeOf(db, view.at) }) !== null
}
