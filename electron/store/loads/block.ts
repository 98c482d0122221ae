import type { Database } from 'better-sqlite3'
import type { RoomBlocksRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

export function loadBlock(db: Database, blockId: string): RoomBlocksRow | undefined {
  return prepared<RoomBlocksRow>(db, 'select * from room_blocks where id = ?').get(blockId)
}

/** Is the room blocked on one of these days already? Half-open. */
export function overlapsBlock(
  db: Database,
  days: { readonly roomId: string; readonly from: string; readonly to: string },
  exceptBlockId: string | null = null,
): boolean {
  const { roomId, from, to } = days
  return (
    prepared(
      db,
      `select 1 from room_blocks
       where room_id = @roomId and released_at is null and starts_on < @to and ends_on > @from
         and id is not @exceptBlockId
       limit 1`,
    ).get({ roomId, from, to, exceptBlockId }) !== undefined
  )
}

/** Blocks that end by themselves on this day. */
export function listEndingBlocks(db: Database, day: string): readonly RoomBlocksRow[] {
  return prepared<RoomBlocksRow>(
    db,
    'select * from room_blocks where released_at is null and ends_on = ? order by id',
  ).all(day)
}

/** Stays that have the room on one of these days, the overdue and the day guests among them. */
export function listBlockers(
  db: Database,
  question: {
    readonly roomId: string
    readonly from: string
    readonly to: string
    readonly today: string
    readonly tomorrow: string
  },
): readonly { readonly bookingId: string; readonly bookingCode: string }[] {
  return prepared<{ bookingId: string; bookingCode: string }>(
    db,
    `select b.id as bookingId, b.booking_code as bookingCode
     from bookings b
     where b.id in (
         select n.booking_id from booking_nights n
         where n.room_id = @roomId and n.holds_room = 1 and n.night >= @from and n.night < @to
       )
       or b.id in (
         select d.id from bookings d
         where d.room_id = @roomId and d.check_in_date = d.check_out_date
           and d.check_in_date >= @from and d.check_in_date < @to
           and d.status in ('pending', 'confirmed', 'guaranteed', 'checked_in')
       )
       or b.id in (
         select i.id from bookings i
         where i.room_id = @roomId and i.status = 'checked_in' and @from < @tomorrow and @to > @today
       )
     order by b.check_in_date, b.booking_code`,
  ).all(question)
}
