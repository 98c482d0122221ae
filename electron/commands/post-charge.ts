import { postCharge as judgeCharge } from '../../shared/domain/folio/charge.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { refuse } from './refuse.ts'
import { postExtra } from './writes/folio-lines.ts'

/** Puts something the guest had onto the folio. */
export const postCharge: DeskCommand<'folio.postCharge', null> = {
  name: 'folio.postCharge',

  judge: (db, input) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const judged = judgeCharge(booking.status, input.quantity, input.unitPriceMinor)
    return judged.ok ? ok(null) : refuse(judged.error)
  },

  run: (tx, { input }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    postExtra(tx, context, booking.id, input)
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
