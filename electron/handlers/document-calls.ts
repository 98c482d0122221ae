import type { Database } from 'better-sqlite3'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import { dayUseText, nightText } from '../../shared/domain/folio/line-text.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import { isDayUse } from '../../shared/domain/stay/stay.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { HotelSettingsRow } from '../../shared/protocol/rows.ts'
import type { Bill, BillLine } from '../documents/bill-content.ts'
import { loadBillableStay, loadBooking } from '../store/loads/booking.ts'
import { loadGuest } from '../store/loads/guest.ts'
import { loadNightsPast } from '../store/loads/nights-past.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

export function createDocumentCalls(deps: DeskDeps): Pick<Handlers, 'document.bill'> {
  const { db } = deps
  return {
    'document.bill': async ({ bookingId }, staff) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const hotel = loadHotel(db)
      const booking = loadBookingDetail(db, bookingId, day.value)
      if (hotel === null || booking === null) return err({ code: 'not_found', field: 'bookingId' })
      const pdf = await deps.renderBill(billOf(deps, booking, hotel, staff, day.value))
      return ok({
        fileName: `bill-${booking.code}.pdf`,
        mediaType: 'application/pdf',
        base64: Buffer.from(pdf).toString('base64'),
      })
    },
  }
}

function billOf(
  { db, clock }: DeskDeps,
  booking: BookingDetail,
  hotel: HotelSettingsRow,
  staff: StaffMember,
  businessDate: string,
): Bill {
  return {
    language: hotel.language.startsWith('pt') ? 'pt' : 'en',
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
    guestName: booking.guest.fullName,
    guestAddress: guestAddress(db, booking.guest.guestId),
    roomNumber: booking.roomNumber,
    roomType: booking.roomTypeName,
    arrival: booking.arrival,
    departure: booking.departure,
    nights: booking.nights,
    adults: booking.adults,
    children: booking.children,
    posted: booking.folio.map((line) => ({
      businessDate: line.businessDate,
      description: line.description,
      amountMinor: line.amountMinor,
    })),
    expected: expectedLines(db, booking, businessDate),
    pricesIncludeTax: hotel.prices_include_tax === 1,
    businessDate,
    printedAt: instantOf(clock),
    printedBy: staff.fullName,
    unsent: booking.unsent,
  }
}

/** What the folio will still get: the nights to come and, for who stays on unasked, those past the departure. */
function expectedLines(
  db: Database,
  { bookingId }: BookingDetail,
  businessDate: string,
): readonly BillLine[] {
  const booking = loadBooking(db, bookingId)
  if (booking === undefined || !holdsRoom(booking.status)) return []
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

function guestAddress(db: Database, guestId: string): readonly string[] {
  const guest = loadGuest(db, guestId)
  return guest === undefined ? [] : addressOf(guest)
}

/** One line each: street, the rest of it, postal code and town, country. */
function addressOf(place: {
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
