import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import type { DeskCommand } from './desk-command.ts'
import { holdUntil } from './hold-until.ts'
import { refuse } from './refuse.ts'

interface Facts {
  readonly holdUntil: string
}

/** Holds a booking some hours longer than was said at first; one whose hold is over, for so long from now. */
export const prolongHold: DeskCommand<'booking.prolongHold', Facts> = {
  name: 'booking.prolongHold',

  judge: (db, { bookingId, holdHours }, { at }) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'pending') return refuse({ code: 'stay_status', status: booking.status })
    return ok({ holdUntil: holdUntil(db, at, holdHours, booking.hold_expires_at) })
  },

  run: (tx, { input, facts }) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    // confirmed elsewhere meanwhile, it is held for good; let go, somebody else may have the room by now
    if (booking.status === 'cancelled') return refuse({ code: 'stay_status', status: booking.status })
    if (booking.status === 'pending') {
      tx.update('bookings', booking.id, { hold_expires_at: facts.holdUntil })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
