import type { Database } from 'better-sqlite3'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import type { SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import { wireToMinor } from '../minor-units.ts'
import { writesOf } from '../loads/conflict.ts'
import { prepared } from '../prepared.ts'

/** A stay as one of two that quarrel: who comes when, what it costs, who sold it where. */
export interface Side {
  readonly bookingId: string
  readonly code: string
  readonly guestName: string
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly adults: number
  readonly children: number
  readonly roomTypeCode: string
  readonly room: string | null
  readonly wantedRoom: string | null
  readonly priceMinor: number
  readonly paidMinor: number
  readonly toBeConfirmed: boolean
  readonly command: string
  readonly by: string
  readonly terminal: string
  readonly at: string
  readonly offline: boolean
}

/** The stay with the last step by which its room was settled; undefined when it is not here. */
export function loadSide(db: Database, bookingId: string): Side | undefined {
  const row = prepared<SideRow>(db, selectSide).get({ bookingId })
  if (row === undefined) return undefined
  return { ...row, toBeConfirmed: row.toBeConfirmed === 1, offline: row.offline === 1 }
}

/** A stay that the server would not have at all, as its desk wrote it; undefined when the card is about no stay. */
export function writtenSide(db: Database, conflict: SyncConflictsRow): Side | undefined {
  const writes = writesOf(conflict).filter(({ verb }) => verb === 'insert')
  const stay = writes.find(({ table }) => table === 'bookings')
  if (stay === undefined) return undefined
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
  const guest = writes.find(({ table }) => table === 'customers')
  const guestName =
    text(guest?.set['full_name']) || nameOf(db, 'customers', 'full_name', text(stay.set['customer_id']))
  const nights = writes.filter(({ table }) => table === 'booking_nights')
  const room = nameOf(db, 'rooms', 'room_number', text(stay.set['room_id']))
  return {
    bookingId: stay.id,
    code: text(stay.set['booking_code']),
    guestName,
    status: stay.set['status'] === 'checked_in' ? 'checked_in' : 'confirmed',
    arrival: text(stay.set['check_in_date']),
    departure: text(stay.set['check_out_date']),
    adults: count(stay.set['adults']),
    children: count(stay.set['children']),
    roomTypeCode: nameOf(db, 'room_types', 'code', text(stay.set['room_type_id'])),
    room: null,
    wantedRoom: room === '' ? null : room,
    priceMinor: nights.reduce((sum, { set }) => sum + (wireToMinor(set['amount'] ?? null) ?? 0), 0),
    paidMinor: 0,
    toBeConfirmed: false,
    command: conflict.command,
    by: nameOf(db, 'user_profiles', 'full_name', conflict.user_id ?? ''),
    terminal: nameOf(db, 'terminals', 'name', conflict.terminal_id),
    at: conflict.done_at ?? conflict.created_at,
    offline: conflict.offline === 1,
  }
}

/**
 * Who has a room on one of the nights of a stay, or is in it where the stay's own guest is in the house too: whoever is in
 * it first, then whoever comes first.
 */
export function findHolder(db: Database, bookingId: string, roomId: string): string | null {
  return (
    prepared<{ id: string }>(
      db,
      `select o.id from bookings o
       where o.id <> @bookingId and o.id in (
         select n.booking_id from booking_nights m
         join booking_nights n on n.room_id = @roomId and n.night = m.night and n.holds_room = 1
         where m.booking_id = @bookingId
         union
         select s.id from bookings s
         join bookings m on m.id = @bookingId and m.status = 'checked_in'
         where s.room_id = @roomId and s.status = 'checked_in')
       order by o.status is not 'checked_in', o.check_in_date limit 1`,
    ).get({ bookingId, roomId })?.id ?? null
  )
}

interface SideRow extends Omit<Side, 'toBeConfirmed' | 'offline'> {
  readonly toBeConfirmed: 0 | 1
  readonly offline: 0 | 1
}

function nameOf(
  db: Database,
  table: 'customers' | 'rooms' | 'room_types' | 'user_profiles' | 'terminals',
  column: string,
  id: string,
): string {
  return (
    prepared<{ name: string }>(db, `select ${column} as name from ${table} where id = ?`).get(id)?.name ?? ''
  )
}

// the step that gave the room it has or wants; a stay from before the audit has none
const selectSide = `
select b.id as bookingId, b.booking_code as code, c.full_name as guestName, b.status,
  b.check_in_date as arrival, b.check_out_date as departure, b.adults, b.children, y.code as roomTypeCode,
  r.room_number as room, w.room_number as wantedRoom,
  case when b.check_in_date = b.check_out_date then b.room_rate else (
    select coalesce(sum(n.amount), 0) from booking_nights n
     where n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date) end as priceMinor,
  (select coalesce(-sum(x.amount), 0) from transactions x
    where x.booking_id = b.id and x.type in ('payment', 'refund')) as paidMinor,
  b.to_be_confirmed as toBeConfirmed,
  coalesce(a.command, '') as command, coalesce(u.full_name, s.full_name, '') as "by", coalesce(t.name, '') as terminal,
  coalesce(a.created_at, b.created_at) as at, coalesce(a.offline, 0) as offline
from bookings b
join customers c on c.id = b.customer_id
join room_types y on y.id = b.room_type_id
left join rooms r on r.id = b.room_id
left join rooms w on w.id = b.wanted_room_id
left join audit_logs a on a.id = (
  select l.id from audit_logs l
   where l.record_id = b.id and l.table_name = 'bookings' and json_extract(l.new_values, '$.room_id') is not null
   order by l.created_at desc limit 1)
left join user_profiles u on u.id = a.user_id
left join user_profiles s on s.id = b.created_by
left join terminals t on t.id = coalesce(a.terminal_id, b.terminal_id)
where b.id = @bookingId`
