import type { Database } from 'better-sqlite3'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import { dayUseText, nightText } from '../../shared/domain/folio/line-text.ts'
import { documentLanguageOf, type DocumentLanguage } from '../../shared/domain/guest/document-language.ts'
import { holdsRoom, isExpected } from '../../shared/domain/stay/status.ts'
import { isDayUse } from '../../shared/domain/stay/stay.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import type { BookingsRow, HotelSettingsRow } from '../../shared/protocol/rows.ts'
import { loadCancellationFee, loadNoShowFee } from '../commands/fees.ts'
import type { Bill, BillLine } from '../documents/bill-content.ts'
import type { Confirmation } from '../documents/confirmation.ts'
import type { Letter } from '../documents/letter.ts'
import { loadBillableStay } from '../store/loads/booking.ts'
import { loadGuest } from '../store/loads/guest.ts'
import { loadNightsPast } from '../store/loads/nights-past.ts'
import { loadFeePolicy } from '../store/loads/policy.ts'
import type { DeskDeps } from './desk-deps.ts'

/** All that a letter about a stay is written from. */
export interface LetterAbout {
  readonly booking: BookingDetail
  readonly row: BookingsRow
  readonly hotel: HotelSettingsRow
  readonly staff: StaffMember
  readonly businessDate: string
  /** The clerk's choice; else the guest's own. */
  readonly language: DocumentLanguage | undefined
}

export function billOf(deps: DeskDeps, about: LetterAbout): Bill {
  const { booking, row, businessDate } = about
  return {
    ...letterOf(deps, about),
    roomNumber: booking.roomNumber,
    posted: booking.folio.map(({ businessDate: date, description, amountMinor }) => ({
      businessDate: date,
      description,
      amountMinor,
    })),
    expected: expectedLines(deps.db, row, businessDate),
  }
}

export function confirmationOf(deps: DeskDeps, about: LetterAbout): Confirmation {
  const { booking, row, hotel } = about
  const paidMinor = booking.folio
    .filter(({ type }) => type === 'payment' || type === 'refund')
    .reduce((sum, { amountMinor }) => sum - amountMinor, 0)
  return {
    ...letterOf(deps, about),
    checkInTime: hotel.check_in_time.slice(0, 5),
    checkOutTime: booking.checkOutTime,
    nightly:
      booking.nights === 0
        ? [{ night: booking.arrival, amountMinor: row.room_rate }]
        : booking.nightly.map(({ night, amountMinor }) => ({ night, amountMinor })),
    paidMinor,
    requests: booking.specialRequests,
    deposit: booking.deposit,
    isCancelled: booking.status === 'cancelled' || booking.status === 'no_show',
    heldUntil: booking.status === 'pending' ? booking.holdExpiresAt : null,
    terms: isExpected(booking.status) ? termsOf(deps.db, row, about.businessDate) : null,
  }
}

/** What holds if plans change: what it costs from when on, and whether that is already so. */
function termsOf(db: Database, row: BookingsRow, businessDate: string): Confirmation['terms'] {
  const { freeCancellationDays } = loadFeePolicy(db, row.rate_plan_id)
  return {
    freeUntil: addDays(row.check_in_date, -freeCancellationDays),
    isFreeNow: loadCancellationFee(db, row, businessDate) === 0,
    cancellationMinor: loadCancellationFee(db, row, addDays(row.check_in_date, 1)),
    noShowMinor: loadNoShowFee(db, row),
  }
}

export function letterOf({ db, clock }: DeskDeps, { booking, hotel, staff, language }: LetterAbout): Letter {
  const { guest } = booking
  const row = loadGuest(db, guest.guestId)
  return {
    language: language ?? documentLanguageOf(guest.nationality, hotel.language),
    currency: hotel.currency,
    timeZone: hotel.time_zone,
    hotel: {
      name: hotel.hotel_name,
      legalName: hotel.legal_name ?? '',
      taxId: hotel.tax_id ?? '',
      address: addressOf({ ...hotel, state: null }),
      phone: hotel.phone ?? '',
      email: hotel.email ?? '',
    },
    bookingCode: booking.code,
    guestName: guest.fullName,
    guestAddress: row === undefined ? [] : addressOf(row),
    roomType: booking.roomTypeName,
    arrival: booking.arrival,
    departure: booking.departure,
    nights: booking.nights,
    adults: booking.adults,
    children: booking.children,
    pricesIncludeTax: hotel.prices_include_tax === 1,
    printedAt: instantOf(clock),
    printedBy: staff.fullName,
    unsent: booking.unsent,
  }
}

/** What the folio will still get: the nights to come and, for who stays on unasked, those past the departure. */
function expectedLines(db: Database, booking: BookingsRow, businessDate: string): readonly BillLine[] {
  if (!holdsRoom(booking.status)) return []
  const stay = loadBillableStay(db, booking)
  if (isDayUse(stay)) {
    if (stay.dayUsePosted) return []
    return [
      { businessDate: stay.arrival, description: dayUseText(stay.arrival), amountMinor: stay.dayRateMinor },
    ]
  }
  const unposted = stay.nights.filter(
    ({ night, posted }) => !posted && stay.arrival <= night && night < stay.departure,
  )
  return [...unposted, ...loadNightsPast(db, booking, businessDate)].map(({ night, amountMinor }) => ({
    businessDate: night,
    description: nightText(night),
    amountMinor,
  }))
}

/** One line each: street, the rest of it, postal code and town, country. */
export function addressOf(place: {
  readonly address_line1: string | null
  readonly address_line2: string | null
  readonly postal_code: string | null
  readonly city: string | null
  readonly state: string | null
  readonly country: string | null
}): readonly string[] {
  const town = [place.postal_code, place.city, place.state].filter(isSaid).join(' ')
  return [place.address_line1, place.address_line2, town, place.country].filter(isSaid)
}

function isSaid(text: string | null): text is string {
  return text !== null && text.trim() !== ''
}
