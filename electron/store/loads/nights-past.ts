import type { Database } from 'better-sqlite3'
import { nightlyPrices, type PricedNight } from '../../../shared/domain/rate/nightly-price.ts'
import { guestsOf } from '../../../shared/domain/stay/booking-rules.ts'
import { isOverdue } from '../../../shared/domain/stay/stay.ts'
import type { BookingsRow } from '../../../shared/protocol/rows.ts'
import { loadNights, stayOf } from './booking.ts'
import { loadRates } from './rates.ts'
import { loadRoomType } from './room.ts'

/** The nights that an overdue guest has slept past the booked departure and that are not on record, at today's prices. */
export function loadNightsPast(
  db: Database,
  booking: BookingsRow,
  businessDate: string,
): readonly PricedNight[] {
  if (!isOverdue(stayOf(booking), businessDate)) return []
  const type = loadRoomType(db, booking.room_type_id)
  if (type === undefined) return []
  const known = new Set(loadNights(db, booking.id).map(({ night }) => night))
  const rates = loadRates(db, type, null)
  return nightlyPrices(booking.check_out_date, businessDate, guestsOf(booking), rates).filter(
    ({ night }) => !known.has(night),
  )
}
