import { noShowText } from '../../shared/domain/folio/line-text.ts'
import { noShow as judgeNoShow } from '../../shared/domain/stay/no-show.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadNoShowFee } from './fees.ts'
import { refuse } from './refuse.ts'
import { postExtra } from './writes/folio-lines.ts'
import { holdNights } from './writes/hold-nights.ts'

interface Facts {
  readonly feeMinor: number
}

/** Says of somebody who was due in that they did not come: lets their room go, and charges what was agreed. */
export const noShow: DeskCommand<'booking.noShow', Facts> = {
  name: 'booking.noShow',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const judged = judgeNoShow(stayOf(booking), businessDate)
    if (!judged.ok) return refuse(judged.error)
    return ok({ feeMinor: input.chargeFee ? loadNoShowFee(db, booking) : 0 })
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    if (facts.feeMinor > 0) {
      postExtra(tx, context, booking.id, {
        description: noShowText,
        quantity: 1,
        unitPriceMinor: facts.feeMinor,
      })
    }
    tx.update('bookings', booking.id, { status: 'no_show' })
    holdNights(tx, booking.id, { ...stayOf(booking), status: 'no_show' })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
