import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Holds a booking longer than was said at first: to a moment that is still to come. */
export const prolongHold: DeskCommand<'booking.prolongHold', null> = {
  name: 'booking.prolongHold',

  judge: (db, { bookingId, holdUntil }, { at }) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'pending') return refuse({ code: 'stay_status', status: booking.status })
    if (holdUntil <= at) return refuse({ code: 'invalid_input', field: 'holdUntil', message: 'in the past' })
    return ok(null)
  },

  run: (tx, { input }) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    // confirmed elsewhere meanwhile, it is held for good; let go, somebody else may have the room by now
    if (booking.status === 'cancelled') return refuse({ code: 'stay_status', status: booking.status })
    if (booking.status === 'pending') {
      tx.update('bookings', booking.id, { hold_expires_at: input.holdUntil })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
