import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { neverLeave } from '../../mirror/never-leave.ts'
import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, addStaff, buildHotel, type Hotel } from './support/hotel.ts'
import { actAs, enrolTerminal, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
let tables: readonly string[]
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
  await addBooking(db, { type: hotel.standard })
  const rows = await db.rows(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  tables = rows.map((row) => String(row['name']))
})
afterAll(async () => await db.stop())

async function as(userId: string | null): Promise<Session> {
  const session = await db.connect()
  if (userId === null) await session.rows('set role anon')
  else await actAs(session, userId)
  return session
}

test('every table is under row level security', async () => {
  expect(
    await db.rows(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity`,
    ),
  ).toEqual([])
})

test('a stranger reads and writes no table', async () => {
  const session = await as(null)
  for (const table of tables) {
    expect(await sqlStateOf(session.rows(`select id from public.${table}`)), table).toMatch(/42501|42703/)
    expect(await sqlStateOf(session.rows(`delete from public.${table}`)), table).toBe('42501')
  }
})

/** Nothing was written: by the table's privileges, as much as by its rows' policies. */
function refusedAsRows(error: unknown): readonly never[] {
  expect(error).toMatchObject({ code: '42501' })
  return []
}

test('a terminal’s own sign-in reads no row and writes no table: it has the sync functions and nothing else', async () => {
  for (const table of tables) {
    if (table === 'schema_migrations') continue
    expect(await terminal.session.rows(`select id from public.${table}`), table).toEqual([])
    for (const statement of [`update public.${table} set id = id`, `delete from public.${table}`]) {
      const written = terminal.session.rows(`${statement} returning id`).catch(refusedAsRows)
      expect(await written, statement).toEqual([])
    }
  }
})

test('the schemas behind the API are closed to its roles', async () => {
  for (const userId of [null, terminal.userId, hotel.staff.admin]) {
    const session = await as(userId)
    for (const text of [
      `select * from sync.ops`,
      `select * from sync.enrolment_codes`,
      `select sync.renew_epoch()`,
      `select sync.update_row('bookings', null, null)`,
      `select * from app.unaudited_columns`,
      `select app.refresh_derived()`,
    ]) {
      expect(await sqlStateOf(session.rows(text)), text).toBe('42501')
    }
  }
})

test('of all functions, these may be called through the API and no other', async () => {
  const callable = async (role: string) => {
    const rows = await db.rows(
      `select p.proname::text as name from pg_proc p
        where p.pronamespace = 'public'::regnamespace and has_function_privilege($1, p.oid, 'execute')
          and p.prorettype <> 'trigger'::regtype order by 1`,
      [role],
    )
    return rows.map((row) => row['name'])
  }
  expect(await callable('anon')).toEqual(['sync_enrol'])
  expect(await callable('authenticated')).toEqual([
    'archive_years',
    'attach_archive_year',
    'available_rooms',
    'calculate_room_rate',
    'check_room_availability',
    'detach_archive_year',
    'drop_archive_year',
    'find_customer_by_id_number',
    'find_customer_by_tax_id',
    'get_customer_id_number',
    'get_customer_tax_id',
    'get_monthly_occupancy',
    'hotel_today',
    'monitor_bloat',
    'monitor_change_feed',
    'monitor_jobs',
    'monitor_lock_waits',
    'monitor_slowest_statements',
    'monitor_terminal_lag',
    'monitor_unused_indexes',
    'nightly_rates',
    'room_type_availability',
    'search_customers',
    'set_customer_id_number',
    'set_customer_tax_id',
    'set_payment_card',
    'sync_chain',
    'sync_check_receipt',
    'sync_deliver_quarantined',
    'sync_digest',
    'sync_enrol',
    'sync_enrol_again',
    'sync_hello',
    'sync_lease',
    'sync_new_enrolment_code',
    'sync_pull',
    'sync_push',
    'sync_salvage',
    'sync_set_scope',
    'sync_snapshot',
    'sync_snapshot_today',
    'sync_stop_waiting',
  ])
})

test('staff read what their work needs, and only while they are active', async () => {
  const count = async (session: Session, table: string) =>
    z.coerce.number().parse(await session.value(`select count(id) from public.${table}`))
  const clerk = await as(hotel.staff.front_desk)
  expect(await count(clerk, 'bookings')).toBe(1)
  expect(await count(clerk, 'audit_logs')).toBe(0)
  expect(await clerk.rows(`select username from public.user_profiles`)).toEqual([{ username: 'front_desk' }])
  const cleaner = await as(hotel.staff.housekeeping)
  expect([
    await count(cleaner, 'rooms'),
    await count(cleaner, 'bookings'),
    await count(cleaner, 'customers'),
  ]).toEqual([5, 0, 0])
  const manager = await as(hotel.staff.manager)
  expect(await count(manager, 'user_profiles')).toBe(6)

  const leaving = await addStaff(db, 'manager', 'leaving')
  const session = await as(leaving)
  expect(await count(session, 'bookings')).toBe(1)
  await db.rows(`update public.user_profiles set account_status = 'suspended' where id = $1`, [leaving])
  expect(await count(session, 'bookings')).toBe(0)
  await session.rows(`update public.user_profiles set account_status = 'active' where id = $1`, [leaving])
  expect(await count(session, 'bookings')).toBe(0)
})

test('nobody, not even an administrator, reads through the API what never leaves the server', async () => {
  const admin = await as(hotel.staff.admin)
  for (const [table, columns] of Object.entries(neverLeave)) {
    for (const column of columns) {
      expect(
        await sqlStateOf(admin.rows(`select ${column} from public.${table}`)),
        `${table}.${column}`,
      ).toBe('42501')
    }
  }
})

test('a secret is in no byte that a terminal is given', async () => {
  const start = (await terminal.snapshot('hotel_settings')).snapshot
  const guest = await addGuest(db)
  const booking = await addBooking(db, { type: hotel.standard, guest })
  await db.rows(
    `update public.customers set id_number = 'SECRET-DOCUMENT', id_number_hash = 'SECRET-HASH', full_name = 'Zoë Ünal' where id = $1`,
    [guest],
  )
  await db.rows(
    `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status, card_data)
     values ('P1', $1, 10, 'card', '2026-08-13', 'completed', 'SECRET-CARD')`,
    [booking],
  )
  const said: string[] = [String(await terminal.session.value(`select public.sync_pull($1)::text`, [start]))]
  said.push(String(await terminal.session.value(`select public.sync_snapshot_today()::text`)))
  for (const table of (await terminal.hello()).tables) {
    said.push(String(await terminal.session.value(`select public.sync_snapshot($1)::text`, [table.name])))
  }
  const everything = said.join('\n')
  expect(everything).toContain('Zoë Ünal')
  for (const word of ['SECRET-DOCUMENT', 'SECRET-HASH', 'SECRET-CARD']) {
    const bytes = Buffer.from(word)
    for (const form of [word, bytes.toString('hex'), bytes.toString('base64').replaceAll('=', '')]) {
      expect(everything.includes(form), `${word} as ${form}`).toBe(false)
    }
  }
  // the text of the server's own search
  expect(everything).not.toContain('zoe unal')
})
