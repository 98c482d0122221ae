import type { Database } from 'better-sqlite3'
import type { MentionKind, MoneyMention } from '../../../shared/domain/desk/mention.ts'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import { prepared } from '../prepared.ts'
import { unsentBooking, unsentRow } from './unsent.ts'

/** Why something was found, where it was not by its own name: an amount with its day, or what was written down. */
export interface Mention {
  readonly by: MentionKind | MoneyMention
  /** As it is kept: a line of the books is in their own words. */
  readonly text: string
  readonly amountMinor: number | null
  readonly on: string | null
}

/** What was looked for: somebody, a stay, a room, a group, a note of no stay, somebody who waits for a room. */
export interface Found {
  readonly kind: 'booking' | 'guest' | 'room' | 'group' | 'note' | 'waiting'
  readonly id: string
  /** The booking to open: for a guest or a room the current or next one. */
  readonly bookingId: string | null
  readonly title: string
  readonly subtitle: string
  /** Of a booking: its days, which the window writes in its own language. */
  readonly stay: { readonly arrival: string; readonly departure: string } | null
  readonly mention: Mention | null
  readonly status: BookingStatus | null
  readonly unsent: boolean
}

/** What a booking is shown by among what was found. */
export interface BookingLine {
  readonly id: string
  readonly code: string
  readonly guestName: string
  readonly arrival: string
  readonly departure: string
  /** The room given, else the type sold. */
  readonly room: string
  readonly status: BookingStatus
  readonly unsent: 0 | 1
}

export const selectBookingLine = `
select b.id, b.booking_code as code, c.full_name as guestName, b.check_in_date as arrival,
  b.check_out_date as departure, coalesce(r.room_number, t.code) as room, b.status, ${unsentBooking('b.id')} as unsent`

export const fromBookings = `
from bookings b
join customers c on c.id = b.customer_id
join room_types t on t.id = b.room_type_id
left join rooms r on r.id = b.room_id`

export function bookingHit(line: BookingLine): Found {
  return {
    kind: 'booking',
    id: line.id,
    bookingId: line.id,
    title: line.guestName,
    subtitle: `${line.code} · ${line.room}`,
    stay: { arrival: line.arrival, departure: line.departure },
    mention: null,
    status: line.status,
    unsent: line.unsent === 1,
  }
}

export function loadBookingHit(db: Database, bookingId: string): Found | null {
  const line = prepared<BookingLine>(db, `${selectBookingLine} ${fromBookings} where b.id = ?`).get(bookingId)
  return line === undefined ? null : bookingHit(line)
}

/** A guest with the booking to open: the one in house, else the next to come, else the last there was. */
export function loadGuestHit(db: Database, guestId: string, businessDate: string): Found | null {
  const row = prepared<GuestRow>(db, selectGuest).get({ guestId, today: businessDate })
  if (row === undefined) return null
  const { unsent, ...guest } = row
  return { kind: 'guest', ...guest, stay: null, mention: null, unsent: unsent === 1 }
}

interface GuestRow extends Omit<Found, 'kind' | 'unsent' | 'stay' | 'mention'> {
  readonly unsent: 0 | 1
}

// a guest that was merged into another is shown as that one
const selectGuest = `
select g.id, b.id as bookingId, g.full_name as title,
  coalesce(g.email, g.phone, g.company_name, g.customer_code, '') as subtitle, b.status,
  ${unsentRow('customers', 'g.id')} as unsent
from customers f
join customers g on g.id = coalesce(f.merged_into, f.id)
left join bookings b on b.id = (
  select s.id from bookings s
  where s.customer_id = g.id
  order by s.status = 'checked_in' desc,
    s.status in ('pending', 'confirmed', 'guaranteed') and s.check_out_date >= @today desc,
    case when s.check_out_date >= @today then s.check_in_date end,
    s.check_in_date desc
  limit 1
)
where f.id = @guestId`
