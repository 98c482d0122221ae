import type { Database } from 'better-sqlite3'
import type { DateAlternatives } from '../../shared/contract/calls/stay.ts'
import { addDays, laterOf } from '../../shared/domain/calendar/days.ts'
import { checkParty } from '../../shared/domain/stay/booking-rules.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import { isRoomFree, loadRoomOffer } from '../store/loads/room.ts'
import { listFreeRooms, type FreeRoom } from '../store/reads/free-rooms.ts'
import type { StayPlan } from './stay-plan.ts'

/** As many as a clerk reads out on the telephone. */
const mostRooms = 6

/** What else could be done, when the dates asked for cannot be had where the stay is. */
export function findDateAlternatives(db: Database, booking: BookingsRow, plan: StayPlan): DateAlternatives {
  const from = booking.status === 'checked_in' ? laterOf(plan.businessDate, plan.arrival) : plan.arrival
  const known = new Set(plan.held.map(({ night }) => night))
  const added = plan.nights.map(({ night }) => night).filter((night) => !known.has(night))
  const firstAdded = added.at(0) ?? plan.arrival
  const lastAdded = added.at(-1) ?? plan.arrival
  const isOneRun = added.length > 0 && addDays(firstAdded, added.length - 1) === lastAdded
  const stay = fitting(db, booking, plan, { arrival: from, departure: laterOf(plan.departure, from) })
  const extra = isOneRun
    ? fitting(db, booking, plan, { arrival: firstAdded, departure: addDays(lastAdded, 1) })
    : []
  const covering = new Set(stay.map(({ roomId }) => roomId))
  const rooms = [
    ...stay.map((room) => alternativeOf(room, 'stay')),
    ...extra.filter(({ roomId }) => !covering.has(roomId)).map((room) => alternativeOf(room, 'added')),
  ]
  return { ...howFar(db, booking, plan), rooms: rooms.slice(0, mostRooms) }
}

function alternativeOf(
  { roomId, roomNumber, roomTypeId, roomTypeCode }: FreeRoom,
  covers: 'stay' | 'added',
): DateAlternatives['rooms'][number] {
  return { roomId, roomNumber, roomTypeId, roomTypeCode, covers }
}

/** Rooms that are free for the days and take the party, those of the stay's own type first. */
function fitting(
  db: Database,
  booking: BookingsRow,
  { businessDate }: StayPlan,
  days: { readonly arrival: string; readonly departure: string },
): readonly FreeRoom[] {
  const question = { ...days, exceptBookingId: booking.id, businessDate }
  const rooms = listFreeRooms(db, { ...question, roomTypeId: null }).filter((room) => {
    const offer = loadRoomOffer(db, { ...question, roomId: room.roomId })
    return room.roomId !== booking.room_id && offer !== undefined && checkParty(booking, offer).ok
  })
  const ownType = (room: FreeRoom): number => (room.roomTypeId === booking.room_type_id ? 0 : 1)
  return rooms.toSorted((a, b) => ownType(a) - ownType(b)).slice(0, mostRooms)
}

/** How far the stay's own room would do, from the dates that it has towards those that were asked for. */
function howFar(
  db: Database,
  booking: BookingsRow,
  plan: StayPlan,
): Pick<DateAlternatives, 'earliestArrival' | 'latestDeparture'> {
  const isFree = (arrival: string, departure: string): boolean =>
    booking.room_id !== null &&
    isRoomFree(db, {
      arrival,
      departure,
      roomId: booking.room_id,
      exceptBookingId: booking.id,
      businessDate: plan.businessDate,
    })
  let earliestArrival = booking.check_in_date
  let latestDeparture = booking.check_out_date
  while (latestDeparture < plan.departure && isFree(latestDeparture, addDays(latestDeparture, 1))) {
    latestDeparture = addDays(latestDeparture, 1)
  }
  while (plan.arrival < earliestArrival && isFree(addDays(earliestArrival, -1), earliestArrival)) {
    earliestArrival = addDays(earliestArrival, -1)
  }
  return { earliestArrival, latestDeparture }
}
