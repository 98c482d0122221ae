import type { Database } from 'better-sqlite3'
import type { CallError } from '../../../shared/contract/errors.ts'
import { laterOf } from '../../../shared/domain/calendar/days.ts'
import { checkParty } from '../../../shared/domain/stay/booking-rules.ts'
import { holdsRoom } from '../../../shared/domain/stay/status.ts'
import { ok, type Result } from '../../../shared/kernel/result.ts'
import type { BookingsRow } from '../../../shared/protocol/rows.ts'
import type { CommandTx } from '../../outbox/command.ts'
import { loadFreeOfType } from '../../store/loads/availability.ts'
import { loadBooking, loadNights } from '../../store/loads/booking.ts'
import { isOccupied, isRoomFree, loadRoom, loadRoomOffer } from '../../store/loads/room.ts'
import { refuse } from '../refuse.ts'

/** A stay that somebody gives a room to, and the nights that are left of it. */
export interface StayLeft {
  readonly booking: BookingsRow
  readonly arrival: string
  readonly departure: string
}

/** The stay as far as it is still to come; refused when nothing is. */
export function findStayLeft(
  db: Database,
  bookingId: string,
  businessDate: string,
): Result<StayLeft, CallError> {
  const booking = loadBooking(db, bookingId)
  if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  if (!holdsRoom(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
  return ok({ booking, ...datesLeft(booking, businessDate) })
}

export function datesLeft(
  booking: BookingsRow,
  businessDate: string,
): { readonly arrival: string; readonly departure: string } {
  const arrival = laterOf(booking.check_in_date, businessDate)
  return { arrival, departure: laterOf(booking.check_out_date, arrival) }
}

/** Is the room one that the stay could have for the dates: big enough, nobody's, and nobody's in prospect? */
export function checkRoom(
  db: Database,
  stay: StayLeft,
  roomId: string,
  businessDate: string,
): Result<void, CallError> {
  const { booking, arrival, departure } = stay
  const question = { roomId, arrival, departure, exceptBookingId: booking.id, businessDate }
  const offer = loadRoomOffer(db, question)
  if (offer === undefined) return refuse({ code: 'not_found', field: 'roomId' })
  const fits = checkParty(booking, offer)
  if (!fits.ok) return refuse(fits.error)
  const still = stillFree(db, stay, roomId, businessDate)
  if (!still.ok) return still
  const typeId = loadRoom(db, roomId)?.room_type_id ?? booking.room_type_id
  if (typeId !== booking.room_type_id) {
    // a better room may be needed for those who were sold its type and have none yet
    if (loadFreeOfType(db, typeId, question) < 1) return refuse({ code: 'no_room_of_type' })
  }
  return ok(undefined)
}

/** What the rows themselves demand, also when the command is run again. */
export function stillFree(
  db: Database,
  { booking, arrival, departure }: StayLeft,
  roomId: string,
  businessDate: string,
): Result<void, CallError> {
  const taken = booking.status === 'checked_in' && isOccupied(db, roomId, booking.id)
  const question = { roomId, arrival, departure, exceptBookingId: booking.id, businessDate }
  return taken || !isRoomFree(db, question) ? refuse({ code: 'room_not_available' }) : ok(undefined)
}

/** Gives a stay a room for the nights that are left; those that are past keep the room they were spent in. */
export function giveRoomTo(
  tx: CommandTx,
  { booking, arrival }: StayLeft,
  roomOfNight: (night: string) => string,
  sure: boolean,
): void {
  tx.update('bookings', booking.id, {
    room_id: roomOfNight(arrival),
    wanted_room_id: null,
    to_be_confirmed: sure ? 0 : 1,
  })
  for (const night of loadNights(tx.db, booking.id)) {
    const isLeft = night.night >= arrival || night.room_id === null
    if (night.holds_room === 1 && isLeft) {
      tx.update('booking_nights', night.id, { room_id: roomOfNight(night.night) })
    }
  }
}
