import { ok } from '../../shared/kernel/result.ts'
import { loadBillableStay, loadBooking } from '../store/loads/booking.ts'
import { loadBalance } from '../store/loads/folio.ts'
import { loadCheckInDay } from '../store/loads/steps.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/**
 * Makes a guest expected again who was let in today, walk-ins too, while nothing is on the folio that would have to be
 * settled. The room may have been used.
 */
export const undoCheckIn: DeskCommand<'booking.undoCheckIn', null> = {
  name: 'booking.undoCheckIn',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'checked_in') return refuse({ code: 'stay_status', status: booking.status })
    if (loadCheckInDay(db, booking.id) !== businessDate) return refuse({ code: 'nothing_to_undo' })
    const balanceMinor = loadBalance(db, booking.id)
    if (balanceMinor !== 0) return refuse({ code: 'balance_open', balanceMinor })
    const posted = loadBillableStay(db, booking).nights.find((night) => night.posted)
    if (posted !== undefined) return refuse({ code: 'night_posted', night: posted.night })
    return ok(null)
  },

  run: (tx, { input }) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'checked_in') return refuse({ code: 'stay_status', status: booking.status })
    tx.update('bookings', booking.id, { status: 'confirmed', actual_check_in: null })
    if (input.roomUsed && booking.room_id !== null) {
      tx.update('rooms', booking.room_id, { housekeeping_status: 'dirty' })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
