import type { Database } from 'better-sqlite3'
import type { BillableStay } from '../../../shared/domain/folio/unposted.ts'
import type { Stay } from '../../../shared/domain/stay/stay.ts'
import type { BookingNightsRow, BookingsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

export function loadBooking(db: Database, bookingId: string): BookingsRow | undefined {
  return prepared<BookingsRow>(db, 'select * from bookings where id = ?').get(bookingId)
}

export function stayOf(booking: BookingsRow): Stay {
  return {
    status: booking.status,
    arrival: booking.check_in_date,
    departure: booking.check_out_date,
    roomId: booking.room_id,
  }
}

/** Every night that was ever the stay's, first to last; those let go of too. */
export function loadNights(db: Database, bookingId: string): readonly BookingNightsRow[] {
  return prepared<BookingNightsRow>(
    db,
    'select * from booking_nights where booking_id = ? order by night',
  ).all(bookingId)
}

/** The stay as its bill sees it: which nights are on the folio already, and what the day costs. */
export function loadBillableStay(db: Database, booking: BookingsRow): BillableStay {
  const posted = new Set(postedNights(db, booking.id))
  return {
    status: booking.status,
    arrival: booking.check_in_date,
    departure: booking.check_out_date,
    nights: loadNights(db, booking.id).map((night) => ({
      night: night.night,
      amountMinor: night.amount,
      posted: posted.has(night.id),
    })),
    dayRateMinor: booking.room_rate,
    dayUsePosted: posted.has(null),
  }
}

/** The nights that room charges of the folio are for; null for the day's use. */
function postedNights(db: Database, bookingId: string): readonly (string | null)[] {
  return prepared<{ booking_night_id: string | null }>(
    db,
    `select booking_night_id from transactions where booking_id = ? and type = 'room_charge' and reverses_id is null`,
  )
    .all(bookingId)
    .map((line) => line.booking_night_id)
}
