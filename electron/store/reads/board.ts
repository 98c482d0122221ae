import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import {
  discrepancyOf,
  priorityOf,
  roleOf,
  type RoomRole,
  type RoomToday,
} from '../../../shared/domain/room/board.ts'
import type { HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import type { BlockKind } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { unsentRow } from './unsent.ts'

/** A room on housekeeping's board. */
export interface BoardRecord {
  readonly roomId: string
  readonly roomNumber: string
  readonly roomTypeCode: string
  readonly floor: number
  readonly housekeeping: HousekeepingStatus
  readonly occupied: boolean
  readonly role: RoomRole
  readonly priority: number | null
  readonly discrepancy: 'skip' | 'sleep' | null
  readonly block: { readonly kind: BlockKind; readonly reason: string; readonly to: string } | null
  readonly doNotDisturb: boolean
  readonly waitingSince: string | null
  readonly freeAt: string | null
  readonly vip: boolean
  readonly guests: number
  readonly openTasks: number
  readonly lastCleaned: string | null
  readonly unsent: boolean
}

/** The rooms in use, by number. */
export function listBoard(db: Database, businessDate: string): readonly BoardRecord[] {
  return selectRooms(db, businessDate, null).toSorted(inOrderOf((room) => room.roomNumber))
}

export function loadBoardRoom(db: Database, roomId: string, businessDate: string): BoardRecord | null {
  return selectRooms(db, businessDate, roomId)[0] ?? null
}

function selectRooms(db: Database, businessDate: string, roomId: string | null): readonly BoardRecord[] {
  return prepared<BoardRow>(db, selectBoard)
    .all({ today: businessDate, tomorrow: addDays(businessDate, 1), roomId })
    .map(recordOf)
}

interface BoardRow {
  readonly roomId: string
  readonly roomNumber: string
  readonly roomTypeCode: string
  readonly floor: number
  readonly housekeeping: HousekeepingStatus
  readonly seenOccupied: 0 | 1 | null
  readonly lastCleaned: string | null
  readonly inHouseId: string | null
  readonly inHouseGuests: number | null
  readonly inHouseVip: 0 | 1 | null
  readonly arrived: string | null
  readonly departs: string | null
  readonly departsAt: string | null
  readonly doNotDisturb: 0 | 1 | null
  readonly comingGuests: number | null
  readonly comingVip: 0 | 1 | null
  readonly waitingSince: string | null
  readonly departedToday: 0 | 1
  readonly blockKind: BlockKind | null
  readonly blockReason: string | null
  readonly blockTo: string | null
  readonly openTasks: number
  readonly unsent: 0 | 1
  readonly today: string
}

function recordOf(row: BoardRow): BoardRecord {
  const occupied = row.inHouseId !== null
  const dueOut = occupied && row.departs !== null && row.departs <= row.today
  const room: RoomToday = {
    housekeeping: row.housekeeping,
    occupied,
    cameToday: row.arrived === row.today,
    dueOut,
    departedToday: row.departedToday === 1,
    arriving: row.comingGuests !== null,
    guestWaits: row.waitingSince !== null,
    vipArrives: row.comingVip === 1,
    doNotDisturb: row.doNotDisturb === 1,
    seenOccupied: row.seenOccupied === null ? null : row.seenOccupied === 1,
  }
  return {
    roomId: row.roomId,
    roomNumber: row.roomNumber,
    roomTypeCode: row.roomTypeCode,
    floor: row.floor,
    housekeeping: row.housekeeping,
    occupied,
    role: roleOf(room),
    priority: row.blockKind === 'out_of_order' ? null : priorityOf(room),
    discrepancy: discrepancyOf(room),
    block: blockOf(row),
    doNotDisturb: room.doNotDisturb,
    waitingSince: row.waitingSince,
    freeAt: dueOut && row.departsAt !== null ? row.departsAt.slice(0, 5) : null,
    vip: (occupied ? row.inHouseVip : row.comingVip) === 1,
    guests: (occupied ? row.inHouseGuests : row.comingGuests) ?? 0,
    openTasks: row.openTasks,
    lastCleaned: row.lastCleaned,
    unsent: row.unsent === 1,
  }
}

function blockOf({ blockKind, blockReason, blockTo }: BoardRow): BoardRecord['block'] {
  if (blockKind === null || blockTo === null) return null
  return { kind: blockKind, reason: blockReason ?? '', to: blockTo }
}

// who is in the room, and who is the first to come into it today
const selectBoard = `
select r.id as roomId, r.room_number as roomNumber, t.code as roomTypeCode, r.floor,
  r.housekeeping_status as housekeeping, r.seen_occupied as seenOccupied, r.last_cleaned as lastCleaned,
  h.id as inHouseId, h.adults + h.children as inHouseGuests, hc.vip_status as inHouseVip, h.check_in_date as arrived,
  h.check_out_date as departs, h.check_out_time as departsAt, h.do_not_disturb as doNotDisturb,
  a.adults + a.children as comingGuests, ac.vip_status as comingVip, a.queued_at as waitingSince,
  exists (
    select 1 from bookings o where o.room_id = r.id and o.status = 'checked_out' and o.check_out_date = @today
  ) as departedToday,
  k.kind as blockKind, k.reason as blockReason, k.ends_on as blockTo,
  (select count(*) from desk_notes n where n.room_id = r.id and n.kind = 'task' and n.done_at is null) as openTasks,
  ${unsentRow('rooms', 'r.id')} as unsent,
  @today as today
from rooms r
join room_types t on t.id = r.room_type_id
left join bookings h on h.status = 'checked_in' and h.room_id = r.id
left join customers hc on hc.id = h.customer_id
left join bookings a on a.id = (
  select e.id from bookings e
  where e.room_id = r.id and e.status in ('pending', 'confirmed', 'guaranteed') and e.check_in_date < @tomorrow
    and (e.check_out_date > @today or e.check_in_date = @today)
  order by e.queued_at is null, e.check_in_date desc, e.id
  limit 1
)
left join customers ac on ac.id = a.customer_id
left join room_blocks k on k.id = (
  select x.id from room_blocks x
  where x.room_id = r.id and x.released_at is null and x.starts_on <= @today and x.ends_on > @today
  limit 1
)
where r.is_active = 1 and r.id = coalesce(@roomId, r.id)`
