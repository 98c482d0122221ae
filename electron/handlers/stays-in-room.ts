import type { Database } from 'better-sqlite3'
import type { CallOutput, ParsedInput } from '../../shared/contract/index.ts'
import { addDays, laterOf } from '../../shared/domain/calendar/days.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { listBlockers } from '../store/loads/block.ts'
import { listFreeRooms } from '../store/reads/free-rooms.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { listStaySummaries, type StaySummary } from '../store/reads/stay-summary.ts'

type RoomStay = CallOutput<'room.stays'>['stays'][number]

/** Who has a room on one of these days, and where each could go instead. */
export function staysInRoom(
  db: Database,
  { roomId, from, to }: ParsedInput<'room.stays'>,
  businessDate: string,
): readonly RoomStay[] {
  return readTogether(db, () => {
    const first = laterOf(from, businessDate)
    if (to <= first) return []
    const tomorrow = addDays(businessDate, 1)
    return listBlockers(db, { roomId, from: first, to, today: businessDate, tomorrow }).flatMap(
      ({ bookingId }) =>
        listStaySummaries(db, 'b.id = @bookingId', { today: businessDate, bookingId }).map((stay) => ({
          ...stay,
          locked: loadBooking(db, bookingId)?.room_locked === 1,
          ...elsewhere(db, stay, roomId, businessDate),
        })),
    )
  })
}

/** The first ready room of the stay's own type; a guest in house is not sent into one that is not. */
function elsewhere(
  db: Database,
  stay: StaySummary,
  roomId: string,
  businessDate: string,
): Pick<RoomStay, 'otherRoom' | 'moveFrom'> {
  const inHouse = stay.status === 'checked_in'
  const moveFrom = inHouse ? businessDate : stay.arrival
  const free = listFreeRooms(db, {
    arrival: moveFrom,
    departure: inHouse ? laterOf(stay.departure, addDays(businessDate, 1)) : stay.departure,
    roomTypeId: loadBooking(db, stay.bookingId)?.room_type_id ?? null,
    exceptBookingId: stay.bookingId,
    businessDate,
  })
  const other = free.find(
    (room) => room.roomId !== roomId && (!inHouse || (!room.occupied && isReady(room.housekeeping))),
  )
  const otherRoom = other === undefined ? null : { roomId: other.roomId, roomNumber: other.roomNumber }
  return { moveFrom, otherRoom }
}
