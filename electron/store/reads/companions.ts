import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

export interface CompanionRecord {
  readonly bookingGuestId: string
  readonly guestId: string | null
  readonly fullName: string
  readonly dateOfBirth: string | null
  readonly nationality: string | null
  readonly isChild: boolean
  readonly blacklisted: boolean
}

/** Who stays with the guest a booking is for, in the order of being written down. */
export function listCompanions(db: Database, bookingId: string): readonly CompanionRecord[] {
  return prepared<CompanionRow>(
    db,
    `select g.id as bookingGuestId, coalesce(c.merged_into, c.id) as guestId, g.full_name as fullName,
       g.date_of_birth as dateOfBirth, g.nationality, g.is_child as isChild,
       coalesce(m.blacklisted, c.blacklisted, 0) as blacklisted
     from booking_guests g
     left join customers c on c.id = g.customer_id
     left join customers m on m.id = c.merged_into
     where g.booking_id = ? and g.removed_at is null
     order by g.created_at, g.id`,
  )
    .all(bookingId)
    .map((row) => ({ ...row, isChild: row.isChild === 1, blacklisted: row.blacklisted === 1 }))
}

interface CompanionRow extends Omit<CompanionRecord, 'isChild' | 'blacklisted'> {
  readonly isChild: 0 | 1
  readonly blacklisted: 0 | 1
}
