import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Makes a booking that was held for a while a firm one. */
export const confirmHold: DeskCommand<'booking.confirm', null> = {
  name: 'booking.confirm',

  judge: (db, input) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'pending' && !(booking.status === 'confirmed' && input.guaranteed)) {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    return ok(null)
  },

  run: (tx, { input }) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'pending' && booking.status !== 'confirmed') {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    tx.update('bookings', booking.id, {
      status: input.guaranteed ? 'guaranteed' : 'confirmed',
      hold_expires_at: null,
    })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
