import pg from 'pg'
import { v7 } from 'uuid'
import { startTestStack } from '../../../db/stack/testing.ts'

export interface HotelServer {
  readonly url: string
  readonly anonKey: string
  /** The first column of the rows, as the schema's owner. */
  readonly column: (text: string, params?: readonly unknown[]) => Promise<readonly unknown[]>
  readonly enrolCode: () => Promise<string>
  readonly actorId: string
  readonly businessDate: string
  readonly roomTypeId: string
  /** Room ids by number: 101 to 110, all of the one type. */
  readonly rooms: ReadonlyMap<string, string>
  readonly stop: () => Promise<void>
}

const businessDate = '2026-08-13'

/** The whole server, with a small hotel in it. Its desks lease no rooms unless it is about that: so any may sell any. */
export async function startHotelServer({ leaseRooms = 0 } = {}): Promise<HotelServer> {
  const stack = await startTestStack()
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 })
  const column = async (text: string, params: readonly unknown[] = []): Promise<readonly unknown[]> => {
    const { rows } = await pool.query<unknown[]>({ text, rowMode: 'array' }, [...params])
    return rows.map((row) => row[0])
  }
  const roomTypeId = v7()
  await column(`update public.hotel_settings set lease_rooms = $1`, [leaseRooms])
  await column(`insert into public.business_days (business_date) values ($1)`, [businessDate])
  await column(
    `insert into public.room_types (id, name, code, base_rate) values ($1, 'Standard', 'STD', 100)`,
    [roomTypeId],
  )
  const rooms = new Map<string, string>()
  for (let number = 101; number <= 110; number += 1) {
    const id = v7()
    rooms.set(String(number), id)
    await column(
      `insert into public.rooms (id, room_number, room_type_id, floor, housekeeping_status) values ($1, $2, $3, 1, 'inspected')`,
      [id, String(number), roomTypeId],
    )
  }
  const [actorId] = await column(`select id from public.user_profiles where username = 'maria'`)
  return {
    url: stack.url,
    anonKey: stack.anonKey,
    column,
    enrolCode: () => stack.enrolCode(),
    actorId: String(actorId),
    businessDate,
    roomTypeId,
    rooms,
    stop: async () => {
      await pool.end()
      await stack.stop()
    },
  }
}
