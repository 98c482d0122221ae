import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { prepared } from '../prepared.ts'
import {
  bookingHit,
  fromBookings,
  loadBookingHit,
  loadGuestHit,
  selectBookingLine,
  type BookingLine,
  type Found,
} from './booking-hit.ts'
import { findMentions } from './find-mentions.ts'
import { findRooms } from './find-rooms.ts'
import { readTogether } from './read-together.ts'
import { findEntries } from './search-entries.ts'
import { matches, parseSearch, type SearchQuery } from './search-query.ts'

/**
 * Finds guests, bookings and rooms by any part of name, code, telephone, mail or room number, and the stays around today
 * also by company, notes and amounts. What the desk is about to
 * need comes first: the room or code that was typed, then who is here or about to come, then everybody else.
 */
export function find(db: Database, text: string, limit: number, businessDate: string): readonly Found[] {
  const query = parseSearch(text)
  if (query.words.length === 0) return []
  return readTogether(db, () => {
    const hits = createHits(limit)
    hits.add(findRooms(db, query, businessDate))
    hits.add(findByCode(db, query))
    hits.add(findAroundToday(db, query, businessDate))
    hits.add(findMentions(db, query, businessDate))
    hits.add(findAnybody(db, query, businessDate))
    return hits.found
  })
}

/** No more than were asked for, and each booking once. Later groups are not looked for when the first fill the list. */
function createHits(limit: number) {
  const found: Found[] = []
  const seen = new Set<string>()
  return {
    found,
    add(group: Iterable<Found>): void {
      if (found.length >= limit) return
      for (const hit of group) {
        const key = hit.kind === 'room' ? hit.id : (hit.bookingId ?? hit.id)
        if (!seen.has(key)) found.push(hit)
        seen.add(key)
        if (found.length >= limit) return
      }
    },
  }
}

/** Bookings whose code begins so. */
function* findByCode(db: Database, { text }: SearchQuery): Generator<Found> {
  const code = text.toUpperCase()
  if (!looksLikeCode.test(code)) return
  const lines = prepared<BookingLine>(
    db,
    `${selectBookingLine} ${fromBookings} where b.booking_code >= @code and b.booking_code < @end order by b.booking_code`,
  )
  for (const line of lines.all({ code, end: `${code}\u{10ffff}` })) yield bookingHit(line)
}

/** A letter or more and a number; less would be the beginning of every code of a terminal. */
const looksLikeCode = /^[A-Z]{1,4}\d{3}/

/** Who is in house, then who comes within the week, by the name of the guest. */
function* findAroundToday(db: Database, query: SearchQuery, businessDate: string): Generator<Found> {
  const soon = addDays(businessDate, daysAhead)
  for (const condition of [inHouse, comingSoon]) {
    const stays = prepared<{ readonly id: string; readonly text: string }>(
      db,
      `select b.id, e.text from bookings b join search_entries e on e.row_id = b.customer_id
       where ${condition} order by b.check_in_date, b.booking_code`,
    )
    for (const { id, text } of stays.all({ today: businessDate, soon })) {
      const hit = matches(query, text) ? loadBookingHit(db, id) : null
      if (hit !== null) yield hit
    }
  }
}

const daysAhead = 7
const inHouse = `b.status = 'checked_in'`
const comingSoon = `b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date <= @soon
  and b.check_out_date >= @today`

function* findAnybody(db: Database, query: SearchQuery, businessDate: string): Generator<Found> {
  for (const { kind, rowId } of findEntries(db, query)) {
    const hit = kind === 'booking' ? loadBookingHit(db, rowId) : loadGuestHit(db, rowId, businessDate)
    if (hit !== null) yield hit
  }
}
