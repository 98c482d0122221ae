import { v5 } from 'uuid'
import { minorToDecimal } from '../../electron/store/minor-units.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { paymentText } from '../../shared/domain/folio/line-text.ts'
import { paymentCode } from '../../shared/domain/stay/booking-code.ts'
import type { CopyRow } from '../load/copy-rows.ts'
import type { DemoCharge, DemoPayment } from './folio.ts'
import { series, type DemoRecord, type RowContext } from './stay-rows.ts'

export interface NumberedPayment {
  readonly record: DemoRecord
  readonly payment: DemoPayment
  readonly paymentId: string
  readonly code: string
}

/** Payments have their numbers in the order in which they were taken. */
export function numberPayments(records: readonly DemoRecord[]): readonly NumberedPayment[] {
  return records
    .flatMap((record) => record.folio.payments.map((payment) => ({ record, payment })))
    .toSorted(
      (a, b) => timeOf(a.payment).localeCompare(timeOf(b.payment)) || a.record.number - b.record.number,
    )
    .map((each, index) => ({
      ...each,
      paymentId: v5(each.payment.name, each.record.stay.bookingId),
      code: paymentCode(series, index + 1),
    }))
}

function timeOf({ businessDate, time }: { readonly businessDate: string; readonly time: string }): string {
  return `${businessDate}T${time}`
}

export function paymentRow(
  { record, payment, paymentId, code }: NumberedPayment,
  { instantOf, clerkId }: RowContext,
): CopyRow {
  return {
    id: paymentId,
    payment_code: code,
    booking_id: record.stay.bookingId,
    amount: minorToDecimal(payment.amountMinor),
    payment_method: payment.method,
    payment_date: instantOf(payment.businessDate, payment.time),
    business_date: payment.businessDate,
    card_last_four: payment.cardLastFour,
    card_type: payment.cardType,
    status: 'completed',
    processed_by: clerkId,
  }
}

/** The ledger: every charge, and a line for every payment. */
export function* ledgerRows(
  records: readonly DemoRecord[],
  payments: readonly NumberedPayment[],
  context: RowContext,
): Generator<CopyRow> {
  for (const { stay, folio } of records) {
    for (const charge of folio.charges) yield chargeRow(stay.bookingId, charge, context)
  }
  for (const payment of payments) yield paymentLineRow(payment, context)
}

/** Nights are posted when their day is closed, in the small hours after it; the rest in the evening. */
function chargeRow(bookingId: string, charge: DemoCharge, { instantOf, clerkId }: RowContext): CopyRow {
  const { name, type, description, businessDate, quantity, unitMinor } = charge
  const nightId = type === 'night' ? v5(name, bookingId) : null
  return {
    id: nightId === null ? v5(name, bookingId) : v5('room_charge', nightId),
    booking_id: bookingId,
    payment_id: null,
    booking_night_id: nightId,
    type: type === 'extra' ? 'extra_charge' : 'room_charge',
    description,
    business_date: businessDate,
    quantity,
    unit_price: minorToDecimal(unitMinor),
    amount: minorToDecimal(quantity * unitMinor),
    posted_by: clerkId,
    created_at:
      nightId === null ? instantOf(businessDate, '20:40') : instantOf(addDays(businessDate, 1), '03:00'),
  }
}

function paymentLineRow(
  { record, payment, paymentId, code }: NumberedPayment,
  { instantOf, clerkId }: RowContext,
): CopyRow {
  const { method, amountMinor, businessDate, time } = payment
  return {
    id: v5('ledger', paymentId),
    booking_id: record.stay.bookingId,
    payment_id: paymentId,
    booking_night_id: null,
    type: 'payment',
    description: paymentText(method, code),
    business_date: businessDate,
    quantity: 1,
    unit_price: null,
    amount: minorToDecimal(-amountMinor),
    posted_by: clerkId,
    created_at: instantOf(businessDate, time),
  }
}
