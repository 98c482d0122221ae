import type { Database } from 'better-sqlite3'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import { isOverdue } from '../../../shared/domain/stay/stay.ts'
import { prepared } from '../prepared.ts'
import { listStaySummaries } from './stay-summary.ts'
import { bookingNeedsAttention, bookingWillConflict, unsentBooking } from './unsent.ts'

/** What a bar of the rack says of its stay. */
export interface BarStay {
  readonly bookingId: string
  readonly code: string
  readonly guestName: string
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly adults: number
  readonly children: number
  readonly roomTypeId: string
  readonly roomTypeCode: string
  readonly owesMinor: number
  readonly vip: boolean
  readonly blacklisted: boolean
  readonly locked: boolean
  readonly inGroup: boolean
  readonly hasNote: boolean
  readonly overdue: boolean
  readonly unsent: boolean
  readonly willConflict: boolean
  readonly needsAttention: boolean
  readonly holdUntil: string | null
}

/** The stays of many bars at once, by their bookings. */
export function loadBarStays(
  db: Database,
  bookingIds: readonly string[],
  businessDate: string,
): ReadonlyMap<string, BarStay> {
  if (bookingIds.length === 0) return new Map()
  const parameters = { ids: JSON.stringify(bookingIds), today: businessDate }
  const owedAtDeparture = new Map(
    listStaySummaries(db, dueOut, parameters).map((stay) => [
      stay.bookingId,
      stay.balanceMinor + stay.unpostedMinor,
    ]),
  )
  return new Map(
    prepared<BarRow>(db, selectStays)
      .all(parameters)
      .map((row) => [
        row.bookingId,
        {
          ...row,
          owesMinor: owedAtDeparture.get(row.bookingId) ?? row.owesMinor,
          overdue: isOverdue(row, businessDate),
          vip: row.vip === 1,
          blacklisted: row.blacklisted === 1,
          locked: row.locked === 1,
          inGroup: row.inGroup === 1,
          hasNote: row.hasNote === 1,
          unsent: row.unsent === 1,
          willConflict: row.willConflict === 1,
          holdUntil: row.status === 'pending' ? row.holdUntil : null,
          needsAttention: row.needsAttention === 1,
        },
      ]),
  )
}

type Flag =
  | 'vip'
  | 'blacklisted'
  | 'locked'
  | 'inGroup'
  | 'hasNote'
  | 'unsent'
  | 'willConflict'
  | 'needsAttention'

type BarRow = Omit<BarStay, Flag | 'overdue'> & { readonly [Name in Flag]: 0 | 1 }

/** Whose nights still to post are part of what they owe: who ought to leave by today. */
const dueOut = `b.id in (select value from json_each(@ids)) and b.status = 'checked_in' and b.check_out_date <= @today`

const selectStays = `
select
  b.id as bookingId, b.booking_code as code, c.full_name as guestName, b.status,
  b.check_in_date as arrival, b.check_out_date as departure, b.adults, b.children,
  t.id as roomTypeId, t.code as roomTypeCode,
  (select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = b.id) as owesMinor,
  c.vip_status as vip, c.blacklisted, b.room_locked as locked, b.booking_group_id is not null as inGroup,
  trim(coalesce(b.special_requests, '') || coalesce(b.internal_notes, '')) <> '' as hasNote,
  ${unsentBooking('b.id')} as unsent, ${bookingWillConflict('b.id')} as willConflict, b.hold_expires_at as holdUntil,
  b.wanted_room_id is not null or ${bookingNeedsAttention('b.id')} as needsAttention
from json_each(@ids) i
cross join bookings b on b.id = i.value
join customers c on c.id = b.customer_id
join room_types t on t.id = b.room_type_id`
