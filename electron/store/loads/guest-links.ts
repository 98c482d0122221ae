import type { Database } from 'better-sqlite3'
import type { BookingGuestsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** Every row that names a guest: their own stays, stays that they share, what they wait for. */
export function listGuestLinks(
  db: Database,
  guestId: string,
): readonly { readonly table: 'bookings' | 'booking_guests' | 'waitlist_entries'; readonly id: string }[] {
  return prepared<{ table: 'bookings' | 'booking_guests' | 'waitlist_entries'; id: string }>(
    db,
    `select 'bookings' as "table", id from bookings where customer_id = @guestId
     union all select 'booking_guests', id from booking_guests where customer_id = @guestId
     union all select 'waitlist_entries', id from waitlist_entries where customer_id = @guestId
     order by 1, 2`,
  ).all({ guestId })
}

export function listGuestCompanions(db: Database, guestId: string): readonly BookingGuestsRow[] {
  return prepared<BookingGuestsRow>(db, 'select * from booking_guests where customer_id = ? order by id').all(
    guestId,
  )
}

/** Is a stay to come or under way, or money open? */
export function hasOpenBusiness(db: Database, guestId: string): boolean {
  const open = prepared(
    db,
    `select 1 from bookings b
     where b.customer_id = ? and (
       b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in')
       or (select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = b.id) <> 0)
     limit 1`,
  ).get(guestId)
  return open !== undefined
}

/** A numbered document names this guest as its buyer: it is never made to name another. */
export function hasInvoice(db: Database, guestId: string): boolean {
  const issued = prepared(
    db,
    `select 1 from invoices where customer_id = ? and status <> 'draft' limit 1`,
  ).get(guestId)
  return issued !== undefined
}
