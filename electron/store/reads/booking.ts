import type { Database } from 'better-sqlite3'
import type { BookingSource } from '../../../shared/domain/stay/source.ts'
import { prepared } from '../prepared.ts'
import { type Attention, listAttention, listWillConflict } from './commands.ts'
import { listFolio, type FolioEntry } from './folio.ts'
import { listHistory, type HistoryEntry } from './history.ts'
import { readTogether } from './read-together.ts'
import { listStaySummaries, type StaySummary } from './stay-summary.ts'

/** All that is on record of a booking, with what the stay's rules ask of the moment: `stay.room`, balances, history. */
export interface BookingRecord {
  readonly stay: StaySummary
  readonly source: BookingSource
  readonly guest: {
    readonly guestId: string
    readonly fullName: string
    readonly email: string | null
    readonly phone: string | null
    readonly nationality: string | null
    readonly vip: boolean
    readonly blacklisted: boolean
    readonly staysBefore: number
  }
  readonly roomTypeId: string
  readonly roomTypeName: string
  readonly nightly: readonly BookedNight[]
  /** What the nights cost or, for day use, the day. */
  readonly roomTotalMinor: number
  readonly folio: readonly FolioEntry[]
  readonly specialRequests: string
  readonly internalNotes: string
  readonly cancellationReason: string
  readonly actualCheckIn: string | null
  readonly actualCheckOut: string | null
  readonly createdAt: string
  readonly createdBy: string
  readonly history: readonly HistoryEntry[]
  readonly willConflict: readonly { readonly name: string; readonly reason: string; readonly at: string }[]
  readonly attention: readonly Attention[]
}

export interface BookedNight {
  readonly night: string
  readonly roomNumber: string | null
  readonly amountMinor: number
}

export function loadBookingRecord(
  db: Database,
  bookingId: string,
  businessDate: string,
): BookingRecord | null {
  return readTogether(db, () => {
    const [stay] = listStaySummaries(db, 'b.id = @bookingId', { today: businessDate, bookingId })
    const row = prepared<RecordRow>(db, selectRecord).get(bookingId)
    if (stay === undefined || row === undefined) return null
    const { roomRateMinor, guestId, email, phone, nationality, staysBefore, ...record } = row
    const nightly = listNights(db, bookingId)
    return {
      ...record,
      stay,
      guest: {
        guestId,
        fullName: stay.guestName,
        email,
        phone,
        nationality,
        vip: stay.vip,
        blacklisted: stay.blacklisted,
        staysBefore,
      },
      nightly,
      roomTotalMinor: stay.nights === 0 ? roomRateMinor : sum(nightly),
      folio: listFolio(db, bookingId),
      history: listHistory(db, bookingId),
      willConflict: listWillConflict(db, bookingId),
      attention: listAttention(db, bookingId),
    }
  })
}

interface RecordRow {
  readonly source: BookingSource
  readonly guestId: string
  readonly email: string | null
  readonly phone: string | null
  readonly nationality: string | null
  readonly staysBefore: number
  readonly roomTypeId: string
  readonly roomTypeName: string
  readonly roomRateMinor: number
  readonly specialRequests: string
  readonly internalNotes: string
  readonly cancellationReason: string
  readonly actualCheckIn: string | null
  readonly actualCheckOut: string | null
  readonly createdAt: string
  readonly createdBy: string
}

const selectRecord = `
select
  b.source, c.id as guestId, c.email, c.phone, c.nationality,
  (select count(*) from bookings p
    where p.customer_id = c.id and p.status = 'checked_out' and p.id <> b.id) as staysBefore,
  t.id as roomTypeId, t.name as roomTypeName, b.room_rate as roomRateMinor,
  coalesce(b.special_requests, '') as specialRequests, coalesce(b.internal_notes, '') as internalNotes,
  coalesce(b.cancellation_reason, '') as cancellationReason,
  b.actual_check_in as actualCheckIn, b.actual_check_out as actualCheckOut,
  b.created_at as createdAt, coalesce(u.full_name, '') as createdBy
from bookings b
join customers c on c.id = b.customer_id
join room_types t on t.id = b.room_type_id
left join user_profiles u on u.id = b.created_by
where b.id = ?`

/** The nights of the stay as it is now; those let go of are on record, and not shown. */
function listNights(db: Database, bookingId: string): readonly BookedNight[] {
  return prepared<BookedNight>(
    db,
    `select n.night, r.room_number as roomNumber, n.amount as amountMinor
     from bookings b
     join booking_nights n on n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date
     left join rooms r on r.id = n.room_id
     where b.id = ? order by n.night`,
  ).all(bookingId)
}

function sum(nights: readonly BookedNight[]): number {
  return nights.reduce((total, night) => total + night.amountMinor, 0)
}
