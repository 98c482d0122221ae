import type { Database } from 'better-sqlite3'
import type { HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { prepared } from '../prepared.ts'
import { loadWeekendNights } from './room-types.ts'
import { readTogether } from './read-together.ts'
import { listRooms } from './rooms.ts'

/** The house as the rack lists it. */
export interface RackHouse {
  readonly businessDate: string
  readonly weekendNights: readonly number[]
  readonly types: readonly { readonly roomTypeId: string; readonly code: string; readonly name: string }[]
  readonly rooms: readonly {
    readonly roomId: string
    readonly roomNumber: string
    readonly roomTypeId: string
    readonly floor: number
    readonly housekeeping: HousekeepingStatus
    readonly occupied: boolean
    readonly blocked: boolean
    readonly unsent: boolean
  }[]
}

export function loadRackHouse(db: Database, businessDate: string): RackHouse {
  return readTogether(db, () => ({
    businessDate,
    weekendNights: loadWeekendNights(db),
    types: prepared<RackHouse['types'][number]>(db, selectTypes).all(),
    rooms: listRooms(db, businessDate).map((room) => ({
      roomId: room.roomId,
      roomNumber: room.roomNumber,
      roomTypeId: room.roomTypeId,
      floor: room.floor,
      housekeeping: room.housekeeping,
      occupied: room.occupied,
      blocked: room.blocked,
      unsent: room.unsent,
    })),
  }))
}

// a type that is not sold any more is shown as long as it has rooms in use
const selectTypes = `
select t.id as roomTypeId, t.code, t.name
from room_types t
where t.is_active = 1 or exists (select 1 from rooms r where r.room_type_id = t.id and r.is_active = 1)
order by t.display_order, t.code`
