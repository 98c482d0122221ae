import { err, type Result } from '../../kernel/result.ts'
import type { RoomOffer } from './assign-room.ts'
import {
  checkParty,
  checkStayDates,
  type Party,
  type PartyError,
  type StayDatesError,
} from './booking-rules.ts'
import type { ArrivingGuest, CheckInBlocker, GivenRoom } from './check-in-blockers.ts'
import { checkIn, type CheckInError } from './check-in.ts'

/** Judges selling a room to somebody at the desk and handing over the key at once: what both ask, today. */
export function walkIn(
  departure: string,
  party: Party,
  room: RoomOffer & GivenRoom,
  guest: ArrivingGuest,
  businessDate: string,
  override: boolean,
): Result<{ readonly overridden: readonly CheckInBlocker[] }, WalkInError> {
  const dates = checkStayDates(businessDate, departure, businessDate)
  if (!dates.ok) return dates
  const fits = checkParty(party, room)
  if (!fits.ok) return fits
  // who is in the room, or what is wrong with it, is said in full by the check-in
  if (!room.free && !room.occupied && !room.blocked) return err({ code: 'room_not_available' })
  const stay = { status: 'confirmed', arrival: businessDate, departure, roomId: room.roomId } as const
  return checkIn(stay, room, guest, businessDate, override)
}

export type WalkInError = StayDatesError | PartyError | CheckInError | { readonly code: 'room_not_available' }
