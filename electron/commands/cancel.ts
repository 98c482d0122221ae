import { cancellationText } from '../../shared/domain/folio/line-text.ts'
import { cancel as judgeCancel } from '../../shared/domain/stay/cancel.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadBalance } from '../store/loads/folio.ts'
import { refuse } from './refuse.ts'
import { loadCancellationFee } from './fees.ts'
import { postExtra } from './writes/folio-lines.ts'
import { holdNights } from './writes/hold-nights.ts'

interface Facts {
  readonly feeMinor: number
}

/** Calls a stay off that has not begun, and lets go of its room. What was paid stays on its folio. */
export const cancel: DeskCommand<'booking.cancel', Facts> = {
  name: 'booking.cancel',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const judged = judgeCancel(booking.status, loadBalance(db, booking.id))
    if (!judged.ok) return refuse(judged.error)
    return ok({ feeMinor: input.chargeFee === true ? loadCancellationFee(db, booking, businessDate) : 0 })
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    if (facts.feeMinor > 0) {
      postExtra(tx, context, booking.id, {
        description: cancellationText,
        quantity: 1,
        unitPriceMinor: facts.feeMinor,
      })
    }
    tx.update('bookings', booking.id, {
      status: 'cancelled',
      cancelled_at: context.at,
      cancelled_by: context.actor.userId,
      cancellation_reason: input.reason,
    })
    holdNights(tx, booking.id, { ...stayOf(booking), status: 'cancelled' })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
