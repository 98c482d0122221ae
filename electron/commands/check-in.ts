import { type CheckInBlocker } from '../../shared/domain/stay/check-in-blockers.ts'
import { checkIn as judgeCheckIn } from '../../shared/domain/stay/check-in.ts'
import { mayMove } from '../../shared/domain/stay/status-machine.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import { arrivingParty, loadGuest } from '../store/loads/guest.ts'
import { isOccupied, loadGivenRoom } from '../store/loads/room.ts'
import { overrideNote } from './override-note.ts'
import { refuse } from './refuse.ts'

interface Facts {
  readonly overridden: readonly CheckInBlocker[]
}

/** Hands over the key. */
export const checkIn: DeskCommand<'booking.checkIn', Facts> = {
  name: 'booking.checkIn',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    const guest = booking === undefined ? undefined : loadGuest(db, booking.customer_id)
    if (booking === undefined || guest === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const stay = stayOf(booking)
    const room =
      stay.roomId === null
        ? null
        : loadGivenRoom(db, { ...stay, roomId: stay.roomId, exceptBookingId: booking.id, businessDate })
    const judged = judgeCheckIn(
      stay,
      room ?? null,
      arrivingParty(db, booking.id, guest),
      businessDate,
      input.override !== undefined,
    )
    return judged.ok ? judged : refuse(judged.error)
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    // somebody may have cancelled it elsewhere meanwhile; the guest is in the room all the same, and the server will
    // hold the nights again
    if (!mayMove(booking.status, 'checked_in') && booking.status !== 'cancelled') {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    if (booking.room_id === null) return blocked('no_room')
    if (isOccupied(tx.db, booking.room_id, booking.id)) return blocked('room_occupied')

    const notes = [booking.internal_notes, overrideNote(facts.overridden, input.override?.reason)]
    tx.update('bookings', booking.id, {
      status: 'checked_in',
      actual_check_in: context.at,
      internal_notes: notes.filter((note) => note !== null).join('\n') || null,
    })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

function blocked(blocker: CheckInBlocker) {
  return refuse({ code: 'check_in_blocked', blockers: [blocker] })
}
