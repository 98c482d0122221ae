import type { PaymentInput } from '../../../shared/contract/calls/booking.ts'
import {
  dayUseText,
  nightText,
  paymentText,
  reversalText,
  taxText,
} from '../../../shared/domain/folio/line-text.ts'
import type { TaxLine } from '../../../shared/domain/folio/night-tax.ts'
import { paymentCode } from '../../../shared/domain/stay/booking-code.ts'
import type { BookingsRow, TransactionsRow } from '../../../shared/protocol/rows.ts'
import type { CommandContext, CommandTx } from '../../outbox/command.ts'
import { takeNumber } from '../numbers.ts'

/** Posts a night that was slept. Its id follows from the night's: it cannot be posted twice, here or anywhere. */
export function postNight(
  tx: CommandTx,
  context: CommandContext,
  bookingId: string,
  night: { readonly night: string; readonly amountMinor: number },
): void {
  const nightId = context.ids.derived(bookingId, night.night)
  tx.insert('transactions', {
    ...lineOf(context, bookingId),
    id: context.ids.derived(nightId, 'room_charge'),
    booking_night_id: nightId,
    type: 'room_charge',
    description: nightText(night.night),
    unit_price: night.amountMinor,
    amount: night.amountMinor,
  })
}

/** Posts what is due for a night beside its price: once, like the night itself. */
export function postNightTax(
  tx: CommandTx,
  context: CommandContext,
  bookingId: string,
  night: string,
  tax: TaxLine,
): void {
  const nightId = context.ids.derived(bookingId, night)
  tx.insert('transactions', {
    ...lineOf(context, bookingId),
    id: context.ids.derived(nightId, `tax:${tax.code}`),
    booking_night_id: nightId,
    type: 'tax',
    description: taxText(tax.name, night),
    unit_price: tax.amountMinor,
    amount: tax.amountMinor,
  })
}

/** Takes a line back: the same again with the other sign. A line is never changed. */
export function reverseLine(tx: CommandTx, context: CommandContext, line: TransactionsRow): void {
  if (line.booking_id === null) return
  tx.insert('transactions', {
    ...lineOf(context, line.booking_id),
    id: context.ids.derived(line.id, 'reversal'),
    reverses_id: line.id,
    type: line.type,
    description: reversalText(line.description),
    quantity: line.quantity,
    unit_price: line.unit_price,
    amount: -line.amount,
  })
}

/** Posts the day of a stay without nights. */
export function postDayUse(
  tx: CommandTx,
  context: CommandContext,
  booking: BookingsRow,
  amountMinor: number,
): void {
  tx.insert('transactions', {
    ...lineOf(context, booking.id),
    id: context.ids.derived(booking.id, 'day_use'),
    type: 'room_charge',
    description: dayUseText(booking.check_in_date),
    unit_price: amountMinor,
    amount: amountMinor,
  })
}

export function postExtra(
  tx: CommandTx,
  context: CommandContext,
  bookingId: string,
  charge: { readonly description: string; readonly quantity: number; readonly unitPriceMinor: number },
): void {
  tx.insert('transactions', {
    ...lineOf(context, bookingId),
    id: context.ids.fresh(),
    type: 'extra_charge',
    description: charge.description,
    quantity: charge.quantity,
    unit_price: charge.unitPriceMinor,
    amount: charge.quantity * charge.unitPriceMinor,
  })
}

/** Writes money that was taken, with its number and its line on the folio. Returns the payment's code. */
export function insertPayment(
  tx: CommandTx,
  context: CommandContext,
  bookingId: string,
  payment: PaymentInput,
  number: number,
): string {
  const paymentId = context.ids.fresh()
  const code = paymentCode(context.terminal.series, number)
  takeNumber(tx, context, 'payment', number)
  tx.insert('payments', {
    id: paymentId,
    payment_code: code,
    booking_id: bookingId,
    amount: payment.amountMinor,
    tendered_amount: payment.tenderedMinor ?? null,
    payment_method: payment.method,
    payment_date: context.at,
    business_date: context.businessDate,
    terminal_id: context.terminal.id,
    transaction_reference: payment.reference === '' ? null : payment.reference,
    card_last_four: payment.cardLastFour ?? null,
    status: 'completed',
    processed_by: context.actor.userId,
  })
  tx.insert('transactions', {
    ...lineOf(context, bookingId),
    id: context.ids.derived(paymentId, 'ledger'),
    payment_id: paymentId,
    type: 'payment',
    description: paymentText(payment.method, code),
    amount: -payment.amountMinor,
  })
  return code
}

function lineOf(context: CommandContext, bookingId: string) {
  return {
    booking_id: bookingId,
    business_date: context.businessDate,
    terminal_id: context.terminal.id,
    posted_by: context.actor.userId,
  }
}
