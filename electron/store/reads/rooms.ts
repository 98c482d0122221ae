import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { unsentRow } from './unsent.ts'

/** A room on the hotel's day: who is in it, who comes, who leaves, and may it be given. */
export interface RoomOnDay {
  readonly roomId: string
  readonly roomNumber: string
  readonly roomTypeId: string
  readonly roomTypeCode: string
  readonly floor: number
  readonly housekeeping: HousekeepingStatus
  readonly occupied: boolean
  readonly blocked: boolean
  readonly arriving: boolean
  readonly dueOut: boolean
  readonly unsent: boolean
}

/** The rooms in use, by number. */
export function listRooms(db: Database, businessDate: string): readonly RoomOnDay[] {
  return selectRooms(db, 'r.is_active = 1', { today: businessDate }).toSorted(
    inOrderOf((room) => room.roomNumber),
  )
}

export function loadRoomOnDay(db: Database, roomId: string, businessDate: string): RoomOnDay | null {
  return selectRooms(db, 'r.id = @roomId', { today: businessDate, roomId })[0] ?? null
}

interface RoomRow {
  readonly roomId: string
  readonly roomNumber: string
  readonly roomTypeId: string
  readonly roomTypeCode: string
  readonly floor: number
  readonly housekeeping: HousekeepingStatus
  readonly occupied: 0 | 1
  readonly blocked: 0 | 1
  readonly arriving: 0 | 1
  readonly dueOut: 0 | 1
  readonly unsent: 0 | 1
}

function selectRooms(
  db: Database,
  condition: string,
  parameters: { readonly today: string; readonly roomId?: string },
): readonly RoomOnDay[] {
  return prepared<RoomRow>(db, `${selectRoom} where ${condition}`)
    .all({ ...parameters, tomorrow: addDays(parameters.today, 1) })
    .map((row) => ({
      ...row,
      occupied: row.occupied === 1,
      blocked: row.blocked === 1,
      arriving: row.arriving === 1,
      dueOut: row.dueOut === 1,
      unsent: row.unsent === 1,
    }))
}

// who is expected has a night here tonight or, for day use, a booking for today alone
const selectRoom = `
select r.id as roomId, r.room_number as roomNumber, t.id as roomTypeId, t.code as roomTypeCode, r.floor,
  r.housekeeping_status as housekeeping,
  exists (select 1 from bookings b where b.status = 'checked_in' and b.room_id = r.id) as occupied,
  exists (
    select 1 from room_blocks k
    where k.room_id = r.id and k.kind = 'out_of_order' and k.released_at is null
      and k.starts_on < @tomorrow and k.ends_on > @today
  ) as blocked,
  exists (
    select 1 from booking_nights n join bookings b on b.id = n.booking_id
    where n.holds_room = 1 and n.room_id = r.id and n.night = @today
      and b.status in ('pending', 'confirmed', 'guaranteed')
  ) or exists (
    select 1 from bookings b
    where b.check_in_date = b.check_out_date and b.check_in_date = @today and b.room_id = r.id
      and b.status in ('pending', 'confirmed', 'guaranteed')
  ) as arriving,
  exists (
    select 1 from bookings b
    where b.status = 'checked_in' and b.room_id = r.id and b.check_out_date <= @today
  ) as dueOut,
  ${unsentRow('rooms', 'r.id')} as unsent
from rooms r
join room_types t on t.id = r.room_type_id`
