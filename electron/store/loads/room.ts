import type { Database } from 'better-sqlite3'
import { addDays, laterOf } from '../../../shared/domain/calendar/days.ts'
import { isRoomFree, type RoomTaken } from '../../../shared/domain/room/room-calendar.ts'
import type { RoomOffer } from '../../../shared/domain/stay/assign-room.ts'
import type { GivenRoom } from '../../../shared/domain/stay/check-in-blockers.ts'
import type { RoomTypesRow, RoomsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

export interface RoomQuestion {
  readonly roomId: string
  readonly arrival: string
  readonly departure: string
  /** The stay that asks: it does not stand in its own way. */
  readonly exceptBookingId: string | null
  readonly businessDate: string
}

export function loadRoom(db: Database, roomId: string): RoomsRow | undefined {
  return prepared<RoomsRow>(db, 'select * from rooms where id = ?').get(roomId)
}

export function loadRoomType(db: Database, roomTypeId: string): RoomTypesRow | undefined {
  return prepared<RoomTypesRow>(db, 'select * from room_types where id = ?').get(roomTypeId)
}

/** The room as something to give to a stay; undefined when there is no such room. */
export function loadRoomOffer(db: Database, question: RoomQuestion): RoomOffer | undefined {
  const room = loadRoom(db, question.roomId)
  const type = room === undefined ? undefined : loadRoomType(db, room.room_type_id)
  if (room === undefined || type === undefined) return undefined
  return {
    roomId: room.id,
    free: room.is_active === 1 && !isBlocked(db, question) && isFreeOfStays(db, question),
    maxOccupancy: room.max_occupancy ?? type.max_occupancy,
    maxExtraBeds: type.max_extra_beds,
  }
}

/** The room as the guest who comes now would find it; undefined when there is no such room. */
export function loadGivenRoom(db: Database, question: RoomQuestion): GivenRoom | undefined {
  const room = loadRoom(db, question.roomId)
  if (room === undefined) return undefined
  return {
    housekeeping: room.housekeeping_status,
    occupied: isOccupied(db, question.roomId, question.exceptBookingId),
    blocked: isBlocked(db, { ...question, arrival: laterOf(question.arrival, question.businessDate) }),
  }
}

/** Is somebody else in house there? */
export function isOccupied(db: Database, roomId: string, exceptBookingId: string | null): boolean {
  const guest = prepared(
    db,
    `select 1 from bookings where status = 'checked_in' and room_id = ? and id is not ? limit 1`,
  ).get(roomId, exceptBookingId)
  return guest !== undefined
}

/** Does no other stay want the room on the days in question? */
export function isFreeOfStays(db: Database, question: RoomQuestion): boolean {
  return isRoomFree(
    question,
    [...heldNights(db, question), ...dayUses(db, question), ...overdueGuests(db, question)],
    question.businessDate,
  )
}

/** Out of order on one of the days. Out of service is a minor fault: such a room is still given. */
function isBlocked(db: Database, { roomId, arrival, departure }: RoomQuestion): boolean {
  const lastDay = departure > arrival ? departure : addDays(arrival, 1)
  const block = prepared(
    db,
    `select 1 from room_blocks
      where room_id = ? and kind = 'out_of_order' and released_at is null and starts_on < ? and ends_on > ? limit 1`,
  ).get(roomId, lastDay, arrival)
  return block !== undefined
}

/** A stay's nights in one room lie together, so its first and last within reach say all. */
function heldNights(db: Database, question: RoomQuestion): readonly RoomTaken[] {
  const { roomId, arrival, departure, exceptBookingId } = question
  return prepared<{ first: string; last: string }>(
    db,
    `select min(night) as first, max(night) as last from booking_nights
      where holds_room = 1 and room_id = ? and night >= ? and night <= ? and booking_id is not ?
      group by booking_id`,
  )
    .all(roomId, addDays(arrival, -1), departure, exceptBookingId)
    .map(({ first, last }) => ({ arrival: first, departure: addDays(last, 1), overdue: false }))
}

function dayUses(db: Database, question: RoomQuestion): readonly RoomTaken[] {
  const { roomId, arrival, departure, exceptBookingId } = question
  return prepared<{ day: string }>(
    db,
    `select check_in_date as day from bookings
      where check_in_date between ? and ? and check_out_date = check_in_date and room_id = ? and id is not ?
        and status in ('pending', 'confirmed', 'guaranteed', 'checked_in')`,
  )
    .all(arrival, departure, roomId, exceptBookingId)
    .map(({ day }) => ({ arrival: day, departure: day, overdue: false }))
}

function overdueGuests(db: Database, question: RoomQuestion): readonly RoomTaken[] {
  const { roomId, exceptBookingId, businessDate } = question
  return prepared<{ arrival: string; departure: string }>(
    db,
    `select check_in_date as arrival, check_out_date as departure from bookings
      where status = 'checked_in' and room_id = ? and check_out_date < ? and id is not ?`,
  )
    .all(roomId, businessDate, exceptBookingId)
    .map((stay) => ({ ...stay, overdue: true }))
}
