import type { Database } from 'better-sqlite3'
import { addDays, nightsOf } from '../../../shared/domain/calendar/days.ts'
import { freeOnWorstNight, type TypeNight } from '../../../shared/domain/room/availability.ts'
import { prepared } from '../prepared.ts'

export interface TypeQuestion {
  readonly roomTypeId: string
  readonly arrival: string
  readonly departure: string
  /** The stay that asks: it does not count itself. */
  readonly exceptBookingId: string | null
  readonly businessDate: string
}

/** Rooms of the type left on the worst night, stays without a room counted; below nought when overbooked. */
export function loadFreeOfType(db: Database, question: TypeQuestion): number {
  const { arrival, departure } = question
  const nights = arrival === departure ? [dayOf(db, question)] : nightsOfType(db, question)
  return freeOnWorstNight(arrival, departure, nights)
}

function nightsOfType(db: Database, question: TypeQuestion): readonly TypeNight[] {
  const { roomTypeId, arrival, departure, exceptBookingId, businessDate } = question
  const sold = new Map(
    prepared<{ night: string; sold: number }>(
      db,
      `select n.night, count(*) as sold
         from booking_nights n left join rooms r on r.id = n.room_id
        where n.holds_room = 1 and n.night >= ? and n.night < ?
          and coalesce(r.room_type_id, n.room_type_id) = ? and n.booking_id is not ?
        group by n.night`,
    )
      .all(arrival, departure, roomTypeId, exceptBookingId)
      .map((row) => [row.night, row.sold]),
  )
  return nightsOf(arrival, departure).map((night) => ({
    night,
    rooms: roomsInUse(db, roomTypeId, night),
    sold: (sold.get(night) ?? 0) + (night === businessDate ? overdueGuests(db, roomTypeId, businessDate) : 0),
  }))
}

/** Day use wants a room that nobody stays over in and no other day guest has. */
function dayOf(db: Database, question: TypeQuestion): TypeNight {
  const { roomTypeId, arrival: day, exceptBookingId, businessDate } = question
  const row = prepared<{ sold: number }>(
    db,
    `select
       (select count(*)
          from booking_nights n
          join booking_nights before on before.booking_id = n.booking_id and before.night = ? and before.holds_room = 1
          left join rooms r on r.id = n.room_id
         where n.holds_room = 1 and n.night = ? and coalesce(r.room_type_id, n.room_type_id) = ?)
       + (select count(*)
            from bookings b left join rooms r on r.id = b.room_id
           where b.check_in_date = ? and b.check_out_date = ? and b.id is not ?
             and b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in')
             and coalesce(r.room_type_id, b.room_type_id) = ?) as sold`,
  ).get(addDays(day, -1), day, roomTypeId, day, day, exceptBookingId, roomTypeId)
  const overdue = day === businessDate ? overdueGuests(db, roomTypeId, businessDate) : 0
  return { night: day, rooms: roomsInUse(db, roomTypeId, day), sold: (row?.sold ?? 0) + overdue }
}

function roomsInUse(db: Database, roomTypeId: string, night: string): number {
  const row = prepared<{ rooms: number }>(
    db,
    `select count(*) as rooms from rooms r
      where r.room_type_id = ? and r.is_active = 1
        and not exists (
          select 1 from room_blocks b
           where b.room_id = r.id and b.kind = 'out_of_order' and b.released_at is null
             and b.starts_on <= ? and b.ends_on > ?)`,
  ).get(roomTypeId, night, night)
  return row?.rooms ?? 0
}

/** Guests past their departure hold no night of their own, and are in a room all the same. */
function overdueGuests(db: Database, roomTypeId: string, businessDate: string): number {
  const row = prepared<{ guests: number }>(
    db,
    `select count(*) as guests from bookings b join rooms r on r.id = b.room_id
      where b.status = 'checked_in' and b.check_out_date < ? and r.room_type_id = ?`,
  ).get(businessDate, roomTypeId)
  return row?.guests ?? 0
}
