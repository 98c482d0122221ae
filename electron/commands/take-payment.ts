import { takePayment as judgePayment } from '../../shared/domain/folio/payment.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadPayable } from '../store/loads/folio.ts'
import { nextNumber } from './numbers.ts'
import { refuse } from './refuse.ts'
import { insertPayment } from './writes/folio-lines.ts'

interface Facts {
  readonly number: number
  readonly changeMinor: number
}

/** Takes money for a stay. Once it is in the drawer nothing that comes in later takes it off the folio. */
export const takePayment: DeskCommand<'folio.takePayment', Facts> = {
  name: 'folio.takePayment',

  judge: (db, input, desk) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const judged = judgePayment(input.payment, loadPayable(db, booking, desk.businessDate))
    if (!judged.ok) return refuse(judged.error)
    return ok({ number: nextNumber(db, desk.terminal.id, 'payment'), changeMinor: judged.value.changeMinor })
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const paymentCode = insertPayment(tx, context, booking.id, input.payment, facts.number)
    return ok({
      subject: booking.booking_code,
      bookingId: booking.id,
      reply: { paymentCode, changeMinor: facts.changeMinor },
    })
  },
}
