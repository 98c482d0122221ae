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

/** The records that were made one with this one: each has kept what it said of the person. */
export function listFormerRecords(db: Database, guestId: string): readonly string[] {
  return prepared<{ id: string }>(
    db,
    `with recursive former as (
       select id from customers where merged_into = ?
       union select c.id from customers c join former f on c.merged_into = f.id)
     select id from former order by id`,
  )
    .all(guestId)
    .map(({ id }) => id)
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
