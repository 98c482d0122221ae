import type { Database } from 'better-sqlite3'
import type { BookingGroupsRow, WaitlistEntriesRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** An entry of the waitlist; undefined when none was named, null when there is no such entry. */
export function loadWaiting(
  db: Database,
  entryId: string | undefined,
): WaitlistEntriesRow | null | undefined {
  if (entryId === undefined) return undefined
  return prepared<WaitlistEntriesRow>(db, 'select * from waitlist_entries where id = ?').get(entryId) ?? null
}

export function loadGroup(db: Database, groupId: string): BookingGroupsRow | undefined {
  return prepared<BookingGroupsRow>(db, 'select * from booking_groups where id = ?').get(groupId)
}
