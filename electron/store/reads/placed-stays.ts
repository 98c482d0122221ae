import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/** A stay in a room, and whether it may be moved before it begins. */
export interface MovableStay {
  readonly bookingId: string
  readonly code: string
  readonly guestName: string
  readonly roomId: string
  readonly roomNumber: string
  readonly roomTypeId: string
  readonly arrival: string
  readonly departure: string
  readonly movable: boolean
}

/** Stays with nights in a room between two days. One that is locked, in house, split or upgraded is left where it is. */
export function listMovable(
  db: Database,
  from: string,
  to: string,
  businessDate: string,
): readonly MovableStay[] {
  return prepared<Omit<MovableStay, 'movable'> & { readonly movable: 0 | 1 }>(db, selectPlaced)
    .all({ from, to, today: businessDate })
    .map((row) => ({ ...row, movable: row.movable === 1 }))
}

// a piece of a stay is the nights of it that lie in one room
const selectPlaced = `
select b.id as bookingId, b.booking_code as code, c.full_name as guestName, r.id as roomId, r.room_number as roomNumber,
  r.room_type_id as roomTypeId, min(n.night) as arrival, date(max(n.night), '+1 day') as departure,
  b.status <> 'checked_in' and b.room_locked = 0 and b.room_id = r.id and b.room_type_id = r.room_type_id
    and b.check_in_date > @today and count(*) = b.total_nights as movable
from booking_nights n
join bookings b on b.id = n.booking_id
join customers c on c.id = b.customer_id
join rooms r on r.id = n.room_id
where n.holds_room = 1 and n.night >= @from and n.night < @to
group by b.id, r.id
order by b.booking_code, r.room_number`

/** The stays that a room has, to come and under way. */
export function listRoomsTaken(
  db: Database,
  roomId: string,
): readonly { readonly arrival: string; readonly departure: string }[] {
  return prepared<{ arrival: string; departure: string }>(
    db,
    `select night as arrival, date(night, '+1 day') as departure from booking_nights
     where room_id = ? and holds_room = 1 order by night`,
  ).all(roomId)
}

/** The room in which the guest of a stay was last. */
export function loadLastRoom(db: Database, bookingId: string): string | null {
  return (
    prepared<{ roomId: string | null }>(
      db,
      `select p.room_id as roomId from bookings b
       join bookings p on p.customer_id = b.customer_id and p.status = 'checked_out' and p.id <> b.id
       where b.id = ? order by p.check_out_date desc limit 1`,
    ).get(bookingId)?.roomId ?? null
  )
}
