import { v5 } from 'uuid'
import { minorToDecimal } from '../../electron/store/minor-units.ts'
import { addDays, laterOf, nightsOf } from '../../shared/domain/calendar/days.ts'
import { bookingCode } from '../../shared/domain/stay/booking-code.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import type { CopyRow } from '../load/copy-rows.ts'
import type { InstantOf } from '../load/instants.ts'
import { earlyFlight, type DemoFolio } from './folio.ts'
import type { DemoGuest } from './guests.ts'
import { hotel, houseType } from './house.ts'
import { ratePlanId } from './house-rows.ts'
import type { DemoStay } from './stays.ts'

/** The series of the demonstration hotel's own bookings and payments; terminals have series of one letter. */
export const series = 'DEM'

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
    .filter(({ type }) => type !== 'night')
    .reduce((sum, { quantity, unitMinor }) => sum + quantity * unitMinor, 0)
  return {
    total_room_charge: minorToDecimal(
      isDayUse ? 0 : stay.nightlyMinor.reduce((sum, minor) => sum + minor, 0),
    ),
    extra_charges: minorToDecimal(extras),
    paid_amount: minorToDecimal(folio.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
  }
}

/** Every guest once, with what became of the stays that are over. */
export function guestRows(records: readonly DemoRecord[]): readonly CopyRow[] {
  const byGuest = Map.groupBy(records, ({ guest }) => guest)
  return [...byGuest].map(([guest, all]) =>
    guestRow(
      guest,
      all.filter(({ stay }) => stay.status === 'checked_out'),
    ),
  )
}

function guestRow(guest: DemoGuest, over: readonly DemoRecord[]): CopyRow {
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
