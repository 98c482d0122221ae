import type { Database } from 'better-sqlite3'
import { addDays, laterOf } from '../../../shared/domain/calendar/days.ts'
import type { RoomOffer } from '../../../shared/domain/stay/assign-room.ts'
import type { GivenRoom } from '../../../shared/domain/stay/check-in-blockers.ts'
import type { RoomTypesRow, RoomsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'
import { listFreeRooms } from '../reads/free-rooms.ts'

export interface RoomQuestion {
  readonly roomId: string
  readonly arrival: string
  readonly departure: string
  /** The stay that asks: it does not stand in its own way. */
  readonly exceptBookingId: string | null
  /** Another that is moved in the same step. */
  readonly alsoExceptBookingId?: string
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
    free: isRoomFree(db, question),
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
export function isOccupied(
  db: Database,
  roomId: string,
  exceptBookingId: string | null,
  alsoExceptBookingId: string | null = null,
): boolean {
  const guest = prepared(
    db,
    `select 1 from bookings
      where status = 'checked_in' and room_id = ? and id is not ? and id is not ? limit 1`,
  ).get(roomId, exceptBookingId, alsoExceptBookingId)
  return guest !== undefined
}

/** In use, out of order on none of the days, and wanted by no other stay then. */
export function isRoomFree(db: Database, question: RoomQuestion): boolean {
  return listFreeRooms(db, { ...question, roomTypeId: null }).length > 0
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
