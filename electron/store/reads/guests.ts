import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'
import { readTogether } from './read-together.ts'
import { findEntries } from './search-entries.ts'
import { parseSearch } from './search-query.ts'

/** A guest as somebody to choose. */
export interface GuestLine {
  readonly guestId: string
  readonly fullName: string
  readonly email: string | null
  readonly phone: string | null
  readonly nationality: string | null
  readonly vip: boolean
  readonly blacklisted: boolean
  /** Departure of the last stay, or null where there was none. */
  readonly lastStay: string | null
}

/** Guests by any part of name, mail, telephone, company or code. One that was merged is shown as the one it became. */
export function findGuests(db: Database, text: string, limit: number): readonly GuestLine[] {
  const query = parseSearch(text)
  if (query.words.length === 0) return []
  return readTogether(db, () => {
    const found = new Map<string, GuestLine>()
    for (const { kind, rowId } of findEntries(db, query)) {
      const guest = kind === 'guest' ? loadGuestLine(db, rowId) : null
      if (guest !== null) found.set(guest.guestId, guest)
      if (found.size === limit) break
    }
    return [...found.values()]
  })
}

function loadGuestLine(db: Database, guestId: string): GuestLine | null {
  const row = prepared<GuestRow>(db, selectGuest).get(guestId)
  return row === undefined ? null : { ...row, vip: row.vip === 1, blacklisted: row.blacklisted === 1 }
}

interface GuestRow extends Omit<GuestLine, 'vip' | 'blacklisted'> {
  readonly vip: 0 | 1
  readonly blacklisted: 0 | 1
}

const selectGuest = `
select g.id as guestId, g.full_name as fullName, g.email, g.phone, g.nationality, g.vip_status as vip, g.blacklisted,
  (select max(b.check_out_date) from bookings b where b.customer_id = g.id and b.status = 'checked_out') as lastStay
from customers f
join customers g on g.id = coalesce(f.merged_into, f.id)
where f.id = ?`
