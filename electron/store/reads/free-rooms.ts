import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { isReady, type HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import type { StayDates } from '../../../shared/domain/room/assign-rooms.ts'
import { isRoomFree, type RoomTaken } from '../../../shared/domain/room/room-calendar.ts'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { readTogether } from './read-together.ts'

export interface FreeRoomsQuestion {
  readonly arrival: string
  readonly departure: string
  /** Rooms of this type alone; null for any. */
  readonly roomTypeId: string | null
  /** This room alone; any where it is left out. */
  readonly roomId?: string
  /** The stay that asks: it does not stand in its own way. */
  readonly exceptBookingId: string | null
  /** Another that is moved in the same step. */
  readonly alsoExceptBookingId?: string
  readonly businessDate: string
}

export interface FreeRoom {
  readonly roomId: string
  readonly roomNumber: string
  readonly roomTypeId: string
  readonly roomTypeCode: string
  readonly floor: number
  readonly housekeeping: HousekeepingStatus
  /** Somebody is in it still, who leaves before the stay begins. */
  readonly occupied: boolean
}

/** Rooms that nobody else has on any of the dates: the ready ones first, those fit for everybody's needs last. */
export function listFreeRooms(db: Database, question: FreeRoomsQuestion): readonly FreeRoom[] {
  return readTogether(db, () => {
    // who stays over is in the way of nobody but by a night, and one is enough; day use asks who stays over
    const isOvernight = question.departure > question.arrival
    const taken = loadTaken(db, question, isOvernight ? selectHeldRooms : selectHeldNights)
    return prepared<RoomRow>(db, selectRooms)
      .all({
        roomTypeId: question.roomTypeId,
        roomId: question.roomId ?? null,
        from: question.arrival,
        to: question.departure > question.arrival ? question.departure : addDays(question.arrival, 1),
      })
      .filter((room) => isRoomFree(question, taken.get(room.roomId) ?? [], question.businessDate))
      .toSorted(
        inOrderOf(
          readiness,
          (room) => room.accessible,
          (room) => room.roomNumber,
        ),
      )
      .map(freeRoomOf)
  })
}

/**
 * Which rooms of a type are free for dates between two days, asked of the store once for however many stays. A stay stands
 * in its own way: what it has is not free for it.
 */
export function findFreeWithin(
  db: Database,
  from: string,
  to: string,
  businessDate: string,
): (dates: StayDates, roomTypeId: string) => readonly string[] {
  const question = { arrival: from, departure: to, roomTypeId: null, exceptBookingId: null, businessDate }
  const taken = loadTaken(db, question, selectHeldNights)
  for (const { roomId, ...dates } of prepared<TakenDates>(db, selectOutOfOrder).iterate({ from, to })) {
    taken.set(roomId, [...(taken.get(roomId) ?? []), { ...dates, overdue: false }])
  }
  const rooms = prepared<{ readonly roomId: string; readonly roomTypeId: string }>(db, selectOnSale).all()
  return (dates, roomTypeId) =>
    rooms
      .filter((room) => room.roomTypeId === roomTypeId)
      .filter((room) => isRoomFree(dates, taken.get(room.roomId) ?? [], businessDate))
      .map((room) => room.roomId)
}

const selectOnSale = `
select id as roomId, room_type_id as roomTypeId from rooms where is_active = 1 order by is_accessible, room_number`

const selectOutOfOrder = `
select room_id as roomId, starts_on as arrival, ends_on as departure from room_blocks
where kind = 'out_of_order' and released_at is null and starts_on < @to and ends_on > @from`

interface RoomRow extends Omit<FreeRoom, 'occupied'> {
  readonly occupied: 0 | 1
  readonly accessible: 0 | 1
}

function freeRoomOf(room: RoomRow): FreeRoom {
  return {
    roomId: room.roomId,
    roomNumber: room.roomNumber,
    roomTypeId: room.roomTypeId,
    roomTypeCode: room.roomTypeCode,
    floor: room.floor,
    housekeeping: room.housekeeping,
    occupied: room.occupied === 1,
  }
}

function readiness(room: RoomRow): number {
  if (room.occupied === 1) return 2
  return isReady(room.housekeeping) ? 0 : 1
}

const selectRooms = `
select r.id as roomId, r.room_number as roomNumber, t.id as roomTypeId, t.code as roomTypeCode, r.floor,
  r.housekeeping_status as housekeeping, r.is_accessible as accessible,
  exists (select 1 from bookings b where b.status = 'checked_in' and b.room_id = r.id) as occupied
from rooms r
join room_types t on t.id = r.room_type_id
where r.is_active = 1 and r.id = coalesce(@roomId, r.id) and r.room_type_id = coalesce(@roomTypeId, r.room_type_id)
  and not exists (
    select 1 from room_blocks k
    where k.room_id = r.id and k.kind = 'out_of_order' and k.released_at is null
      and k.starts_on < @to and k.ends_on > @from
  )`

/** Who has which room around the dates, those who stay over as the text given reads them. */
function loadTaken(
  db: Database,
  question: FreeRoomsQuestion,
  selectHeld: string,
): Map<string, readonly RoomTaken[]> {
  const parameters = {
    from: question.arrival,
    before: addDays(question.arrival, -1),
    to: question.departure,
    except: question.exceptBookingId,
    also: question.alsoExceptBookingId ?? null,
    today: question.businessDate,
  }
  const taken = new Map<string, RoomTaken[]>()
  const take = (roomId: string, stay: RoomTaken): void => {
    const known = taken.get(roomId)
    if (known === undefined) taken.set(roomId, [stay])
    else known.push(stay)
  }
  for (const { roomId, ...dates } of prepared<TakenDates>(db, selectHeld).iterate(parameters)) {
    take(roomId, { ...dates, overdue: false })
  }
  for (const { roomId, ...dates } of prepared<TakenDates>(db, selectDayUses).iterate(parameters)) {
    take(roomId, { ...dates, overdue: false })
  }
  for (const { roomId, ...dates } of prepared<TakenDates>(db, selectOverdue).iterate(parameters)) {
    take(roomId, { ...dates, overdue: true })
  }
  return taken
}

interface TakenDates {
  readonly roomId: string
  readonly arrival: string
  readonly departure: string
}

// nights of a stay that follow each other in one room are one span; it may go elsewhere and come back
const selectHeldNights = `
select roomId, min(night) as arrival, date(max(night), '+1 day') as departure
from (
  select n.room_id as roomId, n.booking_id as bookingId, n.night,
    julianday(n.night) - row_number() over (partition by n.room_id, n.booking_id order by n.night) as run
  from booking_nights n
  where n.holds_room = 1 and n.night between @before and @to and n.room_id is not null
    and n.booking_id is not @except and n.booking_id is not @also
)
group by roomId, bookingId, run`

// a look into each room's own nights, however many those of all rooms are
const selectHeldRooms = `
select r.id as roomId, @from as arrival, @to as departure
from rooms r
where exists (
  select 1 from booking_nights n
  where n.room_id = r.id and n.holds_room = 1 and n.night >= @from and n.night < @to
    and n.booking_id is not @except and n.booking_id is not @also
)`

const selectDayUses = `
select b.room_id as roomId, b.check_in_date as arrival, b.check_out_date as departure
from bookings b
where b.check_in_date = b.check_out_date and b.check_in_date between @from and @to
  and b.room_id is not null and b.id is not @except and b.id is not @also
  and b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in')`

// the plus keeps it from walking through all who ever left: those in house have an index of their own
const selectOverdue = `
select b.room_id as roomId, b.check_in_date as arrival, b.check_out_date as departure
from bookings b
where b.status = 'checked_in' and +b.check_out_date < @today and b.room_id is not null
  and b.id is not @except and b.id is not @also`
