import type pg from 'pg'
import type { StayDates } from '../../shared/domain/room/assign-rooms.ts'

/** What the hotel has before an import. */
export interface HotelSoFar {
  readonly name: string
  readonly timeZone: string
  readonly currency: string
  readonly checkInTime: string
  readonly checkOutTime: string
  /** Nobody has set this hotel up: it has its first name, no day and no booking. */
  readonly isUntouched: boolean
  /** The open business day, or null before the first. */
  readonly businessDate: string | null
  readonly lastClosedDay: string | null
  readonly bookingIds: ReadonlySet<string>
  readonly guestIds: ReadonlySet<string>
  /** Ids of room types by their code. */
  readonly roomTypes: ReadonlyMap<string, string>
  readonly rooms: readonly RoomSoFar[]
  /** How many codes with the profile's prefix are given. */
  readonly codesGiven: number
}

export interface RoomSoFar {
  readonly roomId: string
  readonly roomNumber: string
  readonly typeCode: string
  readonly taken: readonly StayDates[]
}

export async function readHotel(client: pg.ClientBase, codePrefix: string): Promise<HotelSoFar> {
  const settings = await one(
    client.query<{ name: string; zone: string; currency: string; in: string; out: string }>(
      `select hotel_name as name, time_zone as zone, currency, check_in_time::text as in, check_out_time::text as out
         from public.hotel_settings`,
    ),
  )
  const days = await one(
    client.query<{ open: string | null; closed: string | null }>(
      `select max(business_date) filter (where status = 'open')::text as open,
              max(business_date) filter (where status = 'closed')::text as closed
         from public.business_days`,
    ),
  )
  const bookings = await client.query<{ id: string }>('select id from public.bookings')
  const guests = await client.query<{ id: string }>('select id from public.customers')
  const types = await client.query<{ code: string; id: string }>('select code, id from public.room_types')
  const codes = await one(
    client.query<{ last: number | null }>(
      `select max(substring(booking_code from length($1) + 1 for length(booking_code) - length($1) - 2)::integer) as last
         from public.bookings where booking_code ~ ('^' || $1 || '[0-9]+-.$')`,
      [codePrefix],
    ),
  )
  return {
    name: settings.name,
    timeZone: settings.zone,
    currency: settings.currency,
    checkInTime: settings.in,
    checkOutTime: settings.out,
    isUntouched: settings.name === 'Hotel' && days.open === null && bookings.rows.length === 0,
    businessDate: days.open,
    lastClosedDay: days.closed,
    bookingIds: new Set(bookings.rows.map(({ id }) => id)),
    guestIds: new Set(guests.rows.map(({ id }) => id)),
    roomTypes: new Map(types.rows.map(({ code, id }) => [code, id])),
    rooms: await readRooms(client),
    codesGiven: codes.last ?? 0,
  }
}

/** Every room with who had it, has it and will have it: stays that were not called off, guests overdue, blocks. */
async function readRooms(client: pg.ClientBase): Promise<readonly RoomSoFar[]> {
  const rooms = await client.query<{ id: string; number: string; code: string }>(
    `select r.id, r.room_number as number, t.code
       from public.rooms r join public.room_types t on t.id = r.room_type_id
      where r.is_active order by r.room_number`,
  )
  const taken = await client.query<{ room: string } & StayDates>(
    `select n.room_id as room, min(n.night)::text as arrival,
            case when b.status = 'checked_in'
              then greatest(max(n.night) + 1, public.hotel_today() + 1) else max(n.night) + 1 end::text as departure
       from public.booking_nights n join public.bookings b on b.id = n.booking_id
      where n.room_id is not null and b.status not in ('cancelled', 'no_show')
        and n.night >= b.check_in_date and n.night < b.check_out_date
      group by n.room_id, b.id, b.status
     union all
     select b.room_id, b.check_in_date::text, b.check_out_date::text
       from public.bookings b
      where b.room_id is not null and b.status not in ('cancelled', 'no_show') and b.total_nights = 0
     union all
     select k.room_id, k.starts_on::text, k.ends_on::text
       from public.room_blocks k where k.released_at is null and k.kind = 'out_of_order'`,
  )
  const takenOf = Map.groupBy(taken.rows, ({ room }) => room)
  return rooms.rows.map(({ id, number, code }) => ({
    roomId: id,
    roomNumber: number,
    typeCode: code,
    taken: takenOf.get(id) ?? [],
  }))
}

async function one<Row extends pg.QueryResultRow>(query: Promise<pg.QueryResult<Row>>): Promise<Row> {
  const [row] = (await query).rows
  if (row === undefined) throw new Error('the hotel has no settings: are the migrations applied?')
  return row
}
