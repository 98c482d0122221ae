import { v5 } from 'uuid'
import { minorToDecimal } from '../../electron/store/minor-units.ts'
import { addDays, laterOf, nightsOf } from '../../shared/domain/calendar/days.ts'
import { bookingCode, paymentCode } from '../../shared/domain/stay/booking-code.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import type { CopyRow } from '../load/copy-rows.ts'
import type { InstantOf } from '../load/instants.ts'
import { earlyFlight, type DemoFolio } from './folio.ts'
import type { DemoGuest } from './guests.ts'
import { hotel, houseType } from './house.ts'
import { ratePlanId } from './house-rows.ts'
import type { DemoStay } from './stays.ts'

/** The series of the demonstration hotel's own bookings and payments; terminals have series of one letter. */
const series = 'DEM'

/** A booking with all that is written of it. */
export interface DemoRecord {
  readonly stay: DemoStay
  readonly guest: DemoGuest
  readonly folio: DemoFolio
  /** In the order in which bookings were made. */
  readonly number: number
  readonly groupId: string | null
  readonly requests: string | null
}

export interface RowContext {
  readonly today: string
  readonly instantOf: InstantOf
  /** The clerk who did all this, where the hotel has one. */
  readonly clerkId: string | null
}

export function bookingRow(record: DemoRecord, { today, instantOf, clerkId }: RowContext): CopyRow {
  const { stay, guest, folio, number } = record
  const { status, arrival, departure } = stay
  const hasCome = status === 'checked_in' || status === 'checked_out'
  const cameAt = instantOf(
    arrival,
    arrival === today ? '06:20' : `${15 + (number % 7)}:${10 + (number % 50)}`,
  )
  const leftAt = instantOf(departure, departure === today ? earlyFlight : '09:45')
  const isHeld =
    status === 'confirmed' &&
    folio.depositMinor === 0 &&
    number % 20 === 0 &&
    stay.madeOn >= addDays(today, -14)
  return {
    id: stay.bookingId,
    booking_code: bookingCode(series, number),
    customer_id: guest.guestId,
    booking_group_id: record.groupId,
    room_type_id: houseType(stay.sold).roomTypeId,
    room_id: stay.roomId,
    rate_plan_id: ratePlanId,
    check_in_date: arrival,
    check_out_date: departure,
    check_in_time: hotel.checkInTime,
    check_out_time: hotel.checkOutTime,
    actual_check_in: hasCome ? cameAt : null,
    actual_check_out: status === 'checked_out' ? laterOf(cameAt, leftAt) : null,
    adults: stay.adults,
    children: stay.children,
    room_rate: minorToDecimal(stay.nightlyMinor[0] ?? 0),
    ...derivedSums(record),
    deposit_amount: minorToDecimal(folio.depositMinor),
    status: isHeld ? 'pending' : status === 'confirmed' && folio.depositMinor > 0 ? 'guaranteed' : status,
    source: stay.market,
    hold_expires_at: isHeld ? instantOf(addDays(today, 2), '18:00') : null,
    special_requests: record.requests,
    cancellation_reason: status === 'cancelled' ? 'Change of plans' : null,
    cancelled_at: status === 'cancelled' ? instantOf(stay.calledOffOn, '12:30') : null,
    created_by: clerkId,
    created_at: instantOf(stay.madeOn, `${9 + (number % 10)}:${10 + (number % 50)}`.padStart(5, '0')),
  }
}

/** What the server derives, right at once: refreshing it finds nothing to do. */
function derivedSums({ stay, folio }: DemoRecord): CopyRow {
  const isDayUse = stay.arrival === stay.departure
  const extras = folio.charges
    .filter(({ type, nightId }) => type === 'extra_charge' || nightId === null)
    .reduce((sum, { quantity, unitMinor }) => sum + quantity * unitMinor, 0)
  return {
    total_room_charge: minorToDecimal(
      isDayUse ? 0 : stay.nightlyMinor.reduce((sum, minor) => sum + minor, 0),
    ),
    extra_charges: minorToDecimal(extras),
    paid_amount: minorToDecimal(folio.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
  }
}

export function guestRow(guest: DemoGuest, over: readonly DemoRecord[]): CopyRow {
  const spentMinor = over
    .flatMap(({ folio }) => folio.payments)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return {
    id: guest.guestId,
    full_name: guest.fullName,
    email: guest.email,
    phone: guest.phone,
    nationality: guest.nationality,
    date_of_birth: guest.dateOfBirth,
    company_name: guest.companyName,
    preferences: JSON.stringify(guest.preferences),
    tags: guest.tags,
    vip_status: guest.isVip,
    blacklisted: guest.blacklistReason !== null,
    blacklist_reason: guest.blacklistReason,
    total_stays: over.length,
    total_spent: minorToDecimal(spentMinor),
    last_stay_date:
      over
        .map(({ stay }) => stay.departure)
        .toSorted()
        .at(-1) ?? null,
  }
}

export function* nightRows(records: readonly DemoRecord[]): Generator<CopyRow> {
  for (const { stay } of records) {
    for (const [index, night] of nightsOf(stay.arrival, stay.departure).entries()) {
      yield {
        id: v5(night, stay.bookingId),
        booking_id: stay.bookingId,
        night,
        room_id: stay.roomId,
        room_type_id: houseType(stay.sold).roomTypeId,
        amount: minorToDecimal(stay.nightlyMinor[index] ?? 0),
        holds_room: holdsRoom(stay.status),
      }
    }
  }
}

export interface NumberedPayment {
  readonly record: DemoRecord
  readonly payment: DemoFolio['payments'][number]
  readonly code: string
}

/** Payments have their numbers in the order in which they were taken. */
export function numberPayments(records: readonly DemoRecord[]): readonly NumberedPayment[] {
  return records
    .flatMap((record) => record.folio.payments.map((payment) => ({ record, payment })))
    .toSorted(
      (a, b) => timeOf(a.payment).localeCompare(timeOf(b.payment)) || a.record.number - b.record.number,
    )
    .map((each, index) => ({ ...each, code: paymentCode(series, index + 1) }))
}

function timeOf({ businessDate, time }: { readonly businessDate: string; readonly time: string }): string {
  return `${businessDate}T${time}`
}

export function paymentRow(
  { record, payment, code }: NumberedPayment,
  { instantOf, clerkId }: RowContext,
): CopyRow {
  return {
    id: payment.paymentId,
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
  { instantOf, clerkId }: RowContext,
): Generator<CopyRow> {
  for (const { stay, folio } of records) {
    for (const charge of folio.charges) {
      yield {
        id: charge.chargeId,
        booking_id: stay.bookingId,
        payment_id: null,
        booking_night_id: charge.nightId,
        type: charge.type,
        description: charge.description,
        business_date: charge.businessDate,
        quantity: charge.quantity,
        unit_price: minorToDecimal(charge.unitMinor),
        amount: minorToDecimal(charge.quantity * charge.unitMinor),
        posted_by: clerkId,
        // nights are posted when their day is closed, in the small hours after it
        created_at:
          charge.nightId === null
            ? instantOf(charge.businessDate, '20:40')
            : instantOf(addDays(charge.businessDate, 1), '03:00'),
      }
    }
  }
  for (const { record, payment, code } of payments) {
    yield {
      id: v5('ledger', payment.paymentId),
      booking_id: record.stay.bookingId,
      payment_id: payment.paymentId,
      booking_night_id: null,
      type: 'payment',
      description: `${payment.method} ${code}`,
      business_date: payment.businessDate,
      quantity: 1,
      unit_price: null,
      amount: minorToDecimal(-payment.amountMinor),
      posted_by: clerkId,
      created_at: instantOf(payment.businessDate, payment.time),
    }
  }
}
