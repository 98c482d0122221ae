import type { Database } from 'better-sqlite3'
import type { MentionKind } from '../../../shared/domain/desk/mention.ts'
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
import { findAmounts } from './find-amounts.ts'
import { findMentions, mentionHits } from './find-mentions.ts'
import { findNear } from './find-near.ts'
import { findRoomMentions, findRooms } from './find-rooms.ts'
import { readTogether } from './read-together.ts'
import { findEntries } from './search-entries.ts'
import { parseSearch, type SearchQuery } from './search-query.ts'

export interface FindWish {
  readonly text: string
  readonly limit: number
  readonly businessDate: string
  /** What of that which was written down whoever looks may read. */
  readonly kinds: ReadonlySet<MentionKind>
}

/**
 * Finds guests, bookings, rooms and groups by any part of name, code, telephone, mail or number; stays also by amounts,
 * company, papers and whatever was written down. What the desk is about to need comes first: the room, code or amount
 * that was typed, then who is here or about to come, then everybody else, and of other years what somebody once noted.
 */
export function find(db: Database, { text, limit, businessDate, kinds }: FindWish): readonly Found[] {
  const query = parseSearch(text)
  if (query.words.length === 0) return []
  return readTogether(db, () => {
    const hits = createHits(limit)
    hits.add(findRooms(db, query, businessDate))
    hits.add(findByCode(db, query))
    hits.add(findByPayment(db, query))
    hits.add(findAmounts(db, query))
    hits.add(findNear(db, query, kinds, businessDate))
    if (hits.found.length === limit) return hits.found
    const mentions = findMentions(db, query, kinds)
    const rooms = kinds.has('note') ? findRoomMentions(db, query, businessDate) : []
    // a few places are left for what is found by its words, however many are called so
    hits.add(
      findAnybody(db, query, businessDate),
      Math.min(placesForMentions, rooms.length + mentions.length),
    )
    hits.add(rooms)
    hits.add(mentionHits(db, mentions, businessDate))
    return hits.found
  })
}

const placesForMentions = 3

/** No more than were asked for, and each booking once. Later groups are not looked for when the first fill the list. */
function createHits(limit: number) {
  const found: Found[] = []
  const seen = new Set<string>()
  return {
    found,
    add(group: Iterable<Found>, left = 0): void {
      if (found.length >= limit - left) return
      for (const hit of group) {
        const key = hit.kind === 'room' ? hit.id : (hit.bookingId ?? hit.id)
        if (!seen.has(key)) found.push(hit)
        seen.add(key)
        if (found.length >= limit - left) return
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

/** The stays of payments whose number, as it stands on a bill, begins so. */
function* findByPayment(db: Database, { text }: SearchQuery): Generator<Found> {
  const code = text.toUpperCase()
  if (!looksLikePayment.test(code)) return
  const payments = prepared<PaymentLine>(db, selectPayments).all({ code, end: `${code}\u{10ffff}` })
  for (const { bookingId, ...payment } of payments) {
    const hit = loadBookingHit(db, bookingId)
    if (hit !== null) yield { ...hit, mention: { by: 'payment', ...payment } }
  }
}

const looksLikePayment = /^P-[A-Z]{1,4}\d{2}/

interface PaymentLine {
  readonly bookingId: string
  readonly text: string
  readonly amountMinor: number
  readonly on: string
}

const selectPayments = `
select booking_id as bookingId, payment_code as text, amount as amountMinor, business_date as "on"
from payments
where payment_code >= @code and payment_code < @end and booking_id is not null
order by payment_code limit 50`

function* findAnybody(db: Database, query: SearchQuery, businessDate: string): Generator<Found> {
  for (const { kind, rowId } of findEntries(db, query)) {
    const hit = kind === 'booking' ? loadBookingHit(db, rowId) : loadGuestHit(db, rowId, businessDate)
    if (hit !== null) yield hit
  }
}
