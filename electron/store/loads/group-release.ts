import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/**
 * A stay `b` of a group `g` that goes back on the release date: still in the name of who speaks for the group, not
 * guaranteed, nothing paid. The server's job expire_holds asks the same.
 */
export const isUnnamedStay = `(
  b.status in ('pending', 'confirmed') and b.customer_id = g.contact_customer_id
  and (select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = b.id) >= 0)`

/** The stays of groups whose release date has come, and for which nobody was named. */
export function listReleasedStays(db: Database, businessDate: string): readonly string[] {
  // the groups are few: each is asked for its stays
  return prepared<{ id: string }>(
    db,
    `select b.id from booking_groups g cross join bookings b on b.booking_group_id = g.id
     where g.release_date <= ? and ${isUnnamedStay}
     order by +b.id`,
  )
    .all(businessDate)
    .map(({ id }) => id)
}

/** Has the release date of the stay's group come, and is nobody named for it? */
export function isReleasedStay(db: Database, bookingId: string, businessDate: string): boolean {
  return (
    prepared<{ id: string }>(
      db,
      `select b.id from bookings b join booking_groups g on g.id = b.booking_group_id
       where b.id = ? and g.release_date <= ? and ${isUnnamedStay}`,
    ).get(bookingId, businessDate) !== undefined
  )
}
