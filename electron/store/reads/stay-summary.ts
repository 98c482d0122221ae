import type { Database } from 'better-sqlite3'
import { depositOf, type Deposit } from '../../../shared/domain/folio/deposit.ts'
import type { HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { nextStep, type NextStep } from '../../../shared/domain/stay/next-step.ts'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import { isOverdue } from '../../../shared/domain/stay/stay.ts'
import { loadBooking } from '../loads/booking.ts'
import { loadNightsPast } from '../loads/nights-past.ts'
import { prepared } from '../prepared.ts'
import { bookingNeedsAttention, bookingWillConflict, unsentBooking } from './unsent.ts'

/** A stay as a row of a work queue. */
export interface StaySummary {
  readonly bookingId: string
  readonly code: string
  readonly guestName: string
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly nights: number
  readonly adults: number
  readonly children: number
  readonly roomTypeCode: string
  readonly roomId: string | null
  readonly roomNumber: string | null
  readonly room: {
    readonly housekeeping: HousekeepingStatus
    readonly occupied: boolean
    readonly blocked: boolean
  } | null
  readonly balanceMinor: number
  /** What the stay will still cost beyond its folio; for an overdue guest with the nights past the departure. */
  readonly unpostedMinor: number
  /** What an expected guest pays in advance. */
  readonly deposit: Deposit | null
  readonly vip: boolean
  readonly blacklisted: boolean
  readonly overdue: boolean
  readonly nextStep: NextStep
  /** Since when an expected guest is here and waits for the room. */
  readonly queuedAt: string | null
  readonly holdExpiresAt: string | null
  readonly unsent: boolean
  readonly willConflict: boolean
  readonly needsAttention: boolean
}

/** The stays that a condition on `bookings b` selects, as they are on the hotel's day; `@today` is that day. */
export function listStaySummaries(
  db: Database,
  condition: string,
  parameters: { readonly today: string } & Readonly<Record<string, string>>,
): readonly StaySummary[] {
  return prepared<SummaryRow>(db, `${selectSummary} where ${condition}`)
    .all(parameters)
    .map((row) => summaryOf(db, row, parameters.today))
}

interface SummaryRow {
  readonly bookingId: string
  readonly code: string
  readonly guestName: string
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly nights: number
  readonly adults: number
  readonly children: number
  readonly roomTypeCode: string
  readonly roomId: string | null
  readonly roomNumber: string | null
  readonly housekeeping: HousekeepingStatus | null
  readonly occupied: 0 | 1
  readonly blocked: 0 | 1
  readonly balanceMinor: number
  readonly unpostedMinor: number
  readonly depositMinor: number
  readonly depositDueOn: string | null
  readonly paidMinor: number
  readonly vip: 0 | 1
  readonly blacklisted: 0 | 1
  readonly queuedAt: string | null
  readonly holdExpiresAt: string | null
  readonly unsent: 0 | 1
  readonly willConflict: 0 | 1
  readonly needsAttention: 0 | 1
}

/** What has been paid, asked of those alone who were to pay in advance. */
const paidInAdvance = `
  case when b.deposit_amount > 0 then (
    select -coalesce(sum(p.amount), 0) from transactions p
    where p.booking_id = b.id and p.type in ('payment', 'refund')
  ) else 0 end`

/** What a stay will still cost beyond its folio: the rule of `unpostedMinor`, asked of many stays at once. */
const unposted = `
  case
    when b.status not in ('pending', 'confirmed', 'guaranteed', 'checked_in') then 0
    when b.check_in_date = b.check_out_date then
      case when exists (
        select 1 from transactions x
        where x.booking_id = b.id and x.type = 'room_charge' and x.reverses_id is null and x.booking_night_id is null
      ) then 0 else b.room_rate end
    else (
      select coalesce(sum(n.amount), 0) from booking_nights n
      where n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date and not exists (
        select 1 from transactions x
        where x.booking_night_id = n.id and x.type = 'room_charge' and x.reverses_id is null
      )
    )
  end`

/** Out of order on one of the days that are left of the stay. */
const blocked = `
  exists (
    select 1 from room_blocks k
    where k.room_id = b.room_id and k.kind = 'out_of_order' and k.released_at is null
      and k.ends_on > max(b.check_in_date, @today)
      and k.starts_on < max(b.check_out_date, date(max(b.check_in_date, @today), '+1 day'))
  )`

const selectSummary = `
select
  b.id as bookingId, b.booking_code as code, c.full_name as guestName, b.status,
  b.check_in_date as arrival, b.check_out_date as departure, b.total_nights as nights, b.adults, b.children,
  t.code as roomTypeCode, b.room_id as roomId, r.room_number as roomNumber, r.housekeeping_status as housekeeping,
  exists (
    select 1 from bookings o where o.status = 'checked_in' and o.room_id = b.room_id and o.id <> b.id
  ) as occupied,
  ${blocked} as blocked,
  (select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = b.id) as balanceMinor,
  ${unposted} as unpostedMinor,
  b.deposit_amount as depositMinor, b.deposit_due_date as depositDueOn,
  ${paidInAdvance} as paidMinor,
  c.vip_status as vip, c.blacklisted,
  case when b.status in ('pending', 'confirmed', 'guaranteed') then b.queued_at end as queuedAt,
  case when b.status = 'pending' then b.hold_expires_at end as holdExpiresAt,
  ${unsentBooking('b.id')} as unsent,
  ${bookingWillConflict('b.id')} as willConflict,
  b.wanted_room_id is not null or ${bookingNeedsAttention('b.id')} as needsAttention
from bookings b
join customers c on c.id = b.customer_id
join room_types t on t.id = b.room_type_id
left join rooms r on r.id = b.room_id`

function summaryOf(db: Database, row: SummaryRow, today: string): StaySummary {
  const { housekeeping, occupied, blocked: isBlocked, depositMinor, depositDueOn, paidMinor, ...stay } = row
  const room =
    housekeeping === null ? null : { housekeeping, occupied: occupied === 1, blocked: isBlocked === 1 }
  const overdue = isOverdue(row, today)
  const unpostedMinor = row.unpostedMinor + (overdue ? pastMinor(db, row.bookingId, today) : 0)
  return {
    ...stay,
    room,
    unpostedMinor,
    deposit: depositOf(
      {
        status: row.status,
        arrival: row.arrival,
        askedMinor: depositMinor,
        dueOn: depositDueOn,
        paidMinor,
        owedMinor: row.balanceMinor + unpostedMinor,
      },
      today,
    ),
    vip: row.vip === 1,
    blacklisted: row.blacklisted === 1,
    overdue,
    nextStep: nextStep(row, room, row.balanceMinor + unpostedMinor, today),
    unsent: row.unsent === 1,
    willConflict: row.willConflict === 1,
    needsAttention: row.needsAttention === 1,
  }
}

/** What the nights past the departure cost that an overdue guest has slept: owed like the booked ones. */
function pastMinor(db: Database, bookingId: string, today: string): number {
  const booking = loadBooking(db, bookingId)
  const nights = booking === undefined ? [] : loadNightsPast(db, booking, today)
  return nights.reduce((sum, night) => sum + night.amountMinor, 0)
}
