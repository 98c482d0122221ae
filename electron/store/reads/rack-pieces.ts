import type { Database } from 'better-sqlite3'
import { addDays, laterOf } from '../../../shared/domain/calendar/days.ts'
import { piecesOfStay, type RoomNight } from '../../../shared/domain/rack/pieces-of-stay.ts'
import type { Piece } from '../../../shared/domain/rack/piece.ts'
import { prepared } from '../prepared.ts'

/** Days of the rack, half-open, and the hotel's own. */
export interface RackRange {
  readonly from: string
  readonly to: string
  readonly businessDate: string
}

/** A stretch of a stay in a room, or without one, of which something lies in the range. */
export interface FoundPiece extends Piece {
  readonly bookingId: string
  readonly roomId: string | null
  readonly roomTypeId: string
}

/** Who lies in these rooms: who holds them or has left, day guests, who overstays, and who changed rooms on the last day. */
export function listPiecesInRooms(
  db: Database,
  roomIds: readonly string[],
  range: RackRange,
): readonly FoundPiece[] {
  if (roomIds.length === 0) return []
  const parameters = { rooms: JSON.stringify(roomIds), ...range, first: addDays(range.from, -1) }
  const ofRooms = new Set(roomIds)
  const nights = [
    ...prepared<NightRun>(db, heldInRooms).all(parameters),
    ...prepared<NightRun>(db, leftFromRooms).all(parameters),
  ].flatMap((run) => piecesOf(db, run, range))
  const dayUses = prepared<FoundPiece>(db, dayUsesInRange)
    .all(range)
    .filter(({ roomId }) => roomId !== null && ofRooms.has(roomId))
  const lastDays = prepared<FoundPiece>(db, lastDaysInRooms).all(parameters)
  return withOverdue(
    [...nights, ...dayUses, ...lastDays],
    prepared<FoundPiece>(db, overdueInRooms).all(parameters),
    range,
  )
}

/** Stays of the range that have no room yet. */
export function listPiecesWithoutRoom(db: Database, range: RackRange): readonly FoundPiece[] {
  const first = addDays(range.from, -1)
  const days = prepared<{ day: string }>(db, daysBetween)
    .all({ from: first, to: range.to })
    .map(({ day }) => day)
  const parameters = { days: JSON.stringify(days) }
  return [
    ...prepared<NightRun>(db, heldWithoutRoom)
      .all(parameters)
      .flatMap((run) => piecesOf(db, run, range)),
    ...prepared<FoundPiece>(db, dayUsesInRange)
      .all(range)
      .filter(({ roomId }) => roomId === null),
  ]
}

/** What the index alone says of a stay in a room: its first and last night around the range, and how many. */
interface NightRun {
  readonly bookingId: string
  readonly roomId: string | null
  readonly roomTypeId: string
  readonly first: string
  readonly last: string
  readonly nights: number
}

/** Most stays lie wholly within the range; of the others all the nights are read, so that each bar knows its true ends. */
function piecesOf(db: Database, run: NightRun, range: RackRange): readonly FoundPiece[] {
  const { bookingId, roomId, roomTypeId, first, last } = run
  const to = addDays(last, 1)
  const whole = first >= range.from && to < range.to && isRun(run)
  const pieces = whole
    ? [{ from: first, to }]
    : piecesOfStay(prepared<RoomNight>(db, nightsOfStay).all(bookingId)).filter(
        (piece) => piece.roomId === roomId && piece.from < range.to && piece.to >= range.from,
      )
  return pieces.map(({ from, to: end }) => ({ bookingId, roomId, roomTypeId, from, to: end }))
}

function isRun({ first, last, nights }: NightRun): boolean {
  return addDays(first, nights - 1) === last
}

/** Guests past their departure are in the room tonight too; who left all the range behind is still found. */
function withOverdue(
  found: readonly FoundPiece[],
  overdue: readonly FoundPiece[],
  { businessDate, to }: RackRange,
): readonly FoundPiece[] {
  const tomorrow = addDays(businessDate, 1)
  const late = new Set(overdue.map(({ bookingId }) => bookingId))
  const others = found.filter(({ bookingId }) => !late.has(bookingId))
  const last = overdue.map((piece) => {
    const known = found.find(
      (one) => one.bookingId === piece.bookingId && one.roomId === piece.roomId && one.to >= piece.to,
    )
    return { ...piece, from: known?.from ?? piece.from, to: laterOf(piece.to, tomorrow) }
  })
  const before = found.filter(
    (one) => late.has(one.bookingId) && !last.some((piece) => piece.roomId === one.roomId),
  )
  return [...others, ...before, ...last.filter((piece) => piece.from < to)]
}

// a cross join keeps its order: each room is looked up, whatever a planner with statistics thinks of walking through all
const heldInRooms = `
select n.booking_id as bookingId, n.room_id as roomId, '' as roomTypeId,
  min(n.night) as first, max(n.night) as last, count(*) as nights
from json_each(@rooms) r
cross join booking_nights n on n.holds_room = 1 and n.room_id = r.value and n.night >= @first and n.night < @to
group by n.room_id, n.booking_id`

// let go are also the nights of stays that were cancelled or cut short
const leftFromRooms = `
select n.booking_id as bookingId, n.room_id as roomId, '' as roomTypeId,
  min(n.night) as first, max(n.night) as last, count(*) as nights
from json_each(@rooms) r
cross join booking_nights n on n.holds_room = 0 and n.room_id = r.value and n.night >= @first and n.night < @to
join bookings b on b.id = n.booking_id and b.status = 'checked_out'
  and n.night >= b.check_in_date and n.night < b.check_out_date
group by n.room_id, n.booking_id`

const heldWithoutRoom = `
select n.booking_id as bookingId, null as roomId, n.room_type_id as roomTypeId,
  min(n.night) as first, max(n.night) as last, count(*) as nights
from json_each(@days) d
cross join booking_nights n on n.holds_room = 1 and n.night = d.value and n.room_id is null
group by n.booking_id, n.room_type_id`

const nightsOfStay = `
select n.night, n.room_id as roomId
from bookings b
join booking_nights n on n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date
where b.id = ?`

const dayUsesInRange = `
select b.id as bookingId, b.room_id as roomId, b.room_type_id as roomTypeId,
  b.check_in_date as "from", b.check_out_date as "to"
from bookings b
where b.check_in_date = b.check_out_date and b.check_in_date >= @from and b.check_in_date < @to
  and b.status not in ('cancelled', 'no_show')`

const sleptHereLast = `exists (
  select 1 from booking_nights n
  where n.booking_id = b.id and n.night = date(b.check_out_date, '-1 day') and n.room_id = b.room_id)`

const overdueInRooms = `
select b.id as bookingId, b.room_id as roomId, b.room_type_id as roomTypeId,
  iif(${sleptHereLast}, b.check_in_date, @businessDate) as "from", b.check_out_date as "to"
from json_each(@rooms) r
cross join bookings b on b.status = 'checked_in' and b.room_id = r.value and b.check_out_date < @businessDate
where @businessDate >= @from`

// all their nights lie in the room that they left; of the one they wait in there is only the day
const lastDaysInRooms = `
select b.id as bookingId, b.room_id as roomId, b.room_type_id as roomTypeId,
  b.check_out_date as "from", b.check_out_date as "to"
from json_each(@rooms) r
cross join bookings b on b.status = 'checked_in' and b.room_id = r.value and b.check_out_date = @businessDate
  and b.check_in_date < b.check_out_date
where @businessDate >= @from and @businessDate < @to and not ${sleptHereLast}`

const daysBetween = `
with recursive day (day) as (
  select @from
  union all
  select date(day, '+1 day') from day where date(day, '+1 day') < @to
)
select day from day`
