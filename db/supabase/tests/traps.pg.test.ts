import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, addStaff, buildHotel, type Hotel, today } from './support/hotel.ts'
import { actAs } from './support/terminal.ts'

/** Traps that were found by running, and that no other test here falls into. */
let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

async function as(userId: string): Promise<Session> {
  const session = await db.connect()
  await actAs(session, userId)
  return session
}

describe('under row security', () => {
  test('the API’s role has the rights of staff without asking for them, though it inherits nothing by default', async () => {
    const version = Number(await db.value(`select current_setting('server_version_num')`))
    // before 16 a membership cannot say so, and the role itself must
    expect(await db.value(`select rolinherit from pg_roles where rolname = 'authenticated'`)).toBe(
      version < 160_000,
    )
    const clerk = await as(hotel.staff.front_desk)
    expect(await clerk.value(`select count(*)::int from public.rooms`)).toBe(hotel.rooms.length)
  })

  test('a trigger does what whoever set it off may not: a manager’s block changes the room’s status', async () => {
    const manager = await as(hotel.staff.manager)
    await manager.rows(
      `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, 'out_of_order', $2, $2::date + 1, 'leak')`,
      [hotel.room('104'), today],
    )
    expect(await db.value(`select status from public.rooms where id = $1`, [hotel.room('104')])).toBe(
      'maintenance',
    )
  })

  test('whoever was suspended sees nothing, and cannot end it', async () => {
    const id = await addStaff(db, 'admin', 'suspended-admin')
    await db.rows(`update public.user_profiles set account_status = 'suspended' where id = $1`, [id])
    const session = await as(id)
    expect(await session.rows(`select id from public.bookings`)).toEqual([])
    await session.rows(`update public.user_profiles set account_status = 'active' where id = $1`, [id])
    expect(await db.value(`select account_status from public.user_profiles where id = $1`, [id])).toBe(
      'suspended',
    )
  })

  test('a part of a name is looked for by a function of the owner’s: a comparison that may leak takes no index', async () => {
    const leaky = await db.rows(
      `select distinct p.proname::text as name from pg_operator o join pg_proc p on p.oid = o.oprcode
        where o.oprname in ('~~', '~~*', '@@', '&&') and p.proleakproof`,
    )
    expect(leaky).toEqual([])
    expect(
      await db.rows(
        `select proname::text as name, prosecdef from pg_proc
          where pronamespace = 'public'::regnamespace and proname in ('search_customers', 'check_room_availability', 'room_type_availability')
          group by 1, 2 order by 1`,
      ),
    ).toEqual([
      { name: 'check_room_availability', prosecdef: true },
      { name: 'room_type_availability', prosecdef: true },
      { name: 'search_customers', prosecdef: true },
    ])
  })
})

describe('what is sent again', () => {
  test('is told apart by its id; any conflict at all cannot be asked for, as the rules of a room may be deferred', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
    const columns = 'customer_id, room_type_id, check_in_date, check_out_date, room_rate'
    const again = (newId: string, conflict: string): Promise<string | null> =>
      sqlStateOf(
        db.rows(
          `insert into public.bookings (id, ${columns}) select $2, ${columns} from public.bookings where id = $1 ${conflict}`,
          [id, newId],
        ),
      )
    expect(await again(id, 'on conflict (id) do nothing')).toBe(null)
    expect(await again(v7(), 'on conflict do nothing')).toBe('55000')
  })

  test('as a payment is one payment', async () => {
    const booking = await addBooking(db, {
      type: hotel.standard,
      guest: await addGuest(db),
      departure: '2026-08-14',
    })
    const id = v7()
    const pay = `insert into public.payments (id, payment_code, booking_id, amount, payment_method, business_date, status)
                 values ($1, 'PAY-1', $2, 40, 'cash', $3, 'completed') on conflict (id) do nothing`
    for (let time = 0; time < 3; time++) await db.rows(pay, [id, booking, today])
    expect(await db.value(`select paid_amount from public.bookings where id = $1`, [booking])).toBe('40.00')
  })
})

describe('time', () => {
  test('is kept as an instant in every column: the zone of a session changes nothing', async () => {
    expect(
      await db.rows(
        `select table_schema, table_name, column_name from information_schema.columns
          where table_schema in ('public', 'app', 'sync', 'private', 'archive') and data_type = 'timestamp without time zone'`,
      ),
    ).toEqual([])
    const written = async (zone: string) =>
      await db.transaction(async () => {
        await db.rows(`select set_config('timezone', $1, true)`, [zone])
        const guest = await addGuest(db)
        return await db.value(
          `select abs(extract(epoch from clock_timestamp() - created_at)) < 3600 from public.customers where id = $1`,
          [guest],
        )
      })
    expect([await written('Asia/Bangkok'), await written('UTC'), await written('America/Lima')]).toEqual([
      true,
      true,
      true,
    ])
  })
})
