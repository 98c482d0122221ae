import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { staffRoles, type StaffRole } from '../../../shared/domain/staff/role.ts'
import { ownerColumns, rlsMatrix, type Verb, verbs } from './rls-matrix.ts'
import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, addStaff, buildHotel, type Hotel, today } from './support/hotel.ts'
import { addSettledStay } from './support/settled-stay.ts'
import { actAs, enrolTerminal, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
/** A login of the hotel's own back end, which says by settings for whom it works. */
let backend: Session
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
  await fillEveryTable()
  await db.rows(`create role office_login login password 'office' in role app_backend`)
  const url = new URL(db.url)
  url.username = 'office_login'
  url.password = 'office'
  backend = await db.connect(url.href)
})
afterAll(async () => await db.stop())

/** A row in every table; where rows are somebody's, one of each role. */
async function fillEveryTable(): Promise<void> {
  const guest = await addGuest(db)
  await addSettledStay(db, hotel, { guest, arrival: '2024-02-01', departure: '2024-02-02' })
  await db.rows(`select app.archive_closed_bookings()`)
  await addSettledStay(db, hotel, { guest, arrival: '2026-06-01', departure: '2026-06-02' })
  await db.rows(`insert into public.booking_groups (group_code, name) values ('G1', 'Wedding')`)
  await db.rows(`insert into public.amenities (code, name) values ('wifi', 'Wi-Fi')`)
  await db.rows(
    `insert into public.room_type_amenities (room_type_id, amenity_id) select $1, id from public.amenities`,
    [hotel.suite],
  )
  await db.rows(`insert into public.rate_plans (code, name) values ('BAR', 'Best')`)
  await db.rows(
    `insert into public.rate_seasons (rate_plan_id, room_type_id, name, starts_on, ends_on, base_rate) select id, $1, 'Summer', '2027-06-01', '2027-09-01', 1 from public.rate_plans`,
    [hotel.suite],
  )
  await db.rows(
    `insert into public.tax_rules (code, name, kind, rate_percent) values ('VAT', 'VAT', 'vat', 6)`,
  )
  await db.rows(
    `insert into public.number_series (id, terminal_id, document_type) values ($1, $2, 'booking')`,
    [v7(), terminal.id],
  )
  await db.rows(
    `insert into public.rate_restrictions (starts_on, ends_on, stop_sell) values ('2027-12-24', '2027-12-25', true)`,
  )
  if ((await db.rows(`select from public.room_leases`)).length === 0) {
    await db.rows(
      `insert into public.room_leases (id, room_id, night, terminal_id, expires_at)
       select app.derived_id($1, '2027-01-01'), $1, '2027-01-01', $2, now()`,
      [hotel.room('101'), terminal.id],
    )
  }
  for (const [index, role] of staffRoles.entries()) {
    const id = hotel.staff[role]
    const booking = await addBooking(db, { type: hotel.standard, guest })
    await db.rows(`update public.bookings set created_by = $2 where id = $1`, [booking, id])
    await db.rows(
      `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status, processed_by) values ($1, $2, 5, 'cash', $3, 'completed', $4)`,
      [`P${index}`, booking, today, id],
    )
    await db.rows(
      `insert into public.transactions (booking_id, type, description, business_date, amount, posted_by) values ($1, 'extra_charge', 'Bar', $2, 5, $3)`,
      [booking, today, id],
    )
    await db.rows(`insert into public.invoices (booking_id, customer_id, created_by) values ($1, $2, $3)`, [
      booking,
      guest,
      id,
    ])
    await db.rows(
      `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason, created_by) values ($1, 'out_of_service', $2::date + $3::int, $2::date + $3::int + 1, 'x', $4)`,
      [hotel.room('104'), '2027-01-01', index, id],
    )
    await db.rows(
      `insert into public.desk_notes (kind, department, body, created_by) values ('task', 'maintenance', 'x', $1)`,
      [id],
    )
    await db.rows(
      `insert into public.waitlist_entries (customer_id, arrival, departure, created_by) values ($1, $2, $2, $3)`,
      [guest, today, id],
    )
    await db.rows(
      `insert into public.cashier_shifts (terminal_id, user_id, business_date) values ($1, $2, $3)`,
      [terminal.id, id, today],
    )
    await db.rows(
      `insert into public.sync_conflicts (id, kind, outcome, op_id, command, terminal_id, user_id, mine, theirs) values ($1, 'room_taken', 'conflict', $1, 'x', $2, $3, '[]', '{}')`,
      [v7(), terminal.id, id],
    )
    await db.rows(
      `insert into public.audit_logs (table_name, action, user_id) values ('rooms', 'TEST', $1)`,
      [id],
    )
  }
}

interface Attempt {
  readonly table: string
  readonly verb: Verb
  readonly row: 'own' | 'other'
}

/** What this connection, as it is now, is let do to the row; a refusal by the table's own rules is no refusal of the role. */
async function isLet(session: Session, attempt: Attempt, id: string): Promise<boolean> {
  const { table, verb } = attempt
  await session.rows('savepoint attempt')
  try {
    if (verb === 'select')
      return (await session.rows(`select id from public.${table} where id = $1`, [id])).length === 1
    if (verb === 'insert') {
      const columns = insertable.get(table) ?? ''
      await session.rows(
        `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_record(null::public.${table}, $1)`,
        [{ ...samples.get(table), id: v7() }],
      )
      return true
    }
    const column = table === 'terminals' ? 'name' : 'id'
    const statement =
      verb === 'update'
        ? `update public.${table} set ${column} = ${column} where id = $1`
        : `delete from public.${table} where id = $1`
    return (await session.client.query(statement, [id])).rowCount === 1
  } catch (error) {
    const { code } = z.object({ code: z.string() }).parse(error)
    expect(code, `${table} ${verb}`).toMatch(/^(42501|23|FD)/)
    return code !== '42501'
  } finally {
    await session.rows('rollback to attempt')
  }
}

const insertable = new Map<string, string>()
const samples = new Map<string, object>()

async function prepareInserts(): Promise<void> {
  for (const table of Object.keys(rlsMatrix)) {
    const columns = await db.value(
      `select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [`public.${table}`],
    )
    insertable.set(table, String(columns))
    samples.set(
      table,
      z.looseObject({}).parse(await db.value(`select to_jsonb(t) from public.${table} t limit 1`)),
    )
  }
}

async function rowOf(table: string, role: StaffRole | null, row: 'own' | 'other'): Promise<string> {
  const owner = ownerColumns[table]
  const mine = role === null ? v7() : hotel.staff[role]
  const id =
    owner === undefined
      ? await db.value(`select id from public.${table} limit 1`)
      : await db.value(
          `select id from public.${table} where ${owner} is not null and (${owner} = $1) = $2 and ${owner} = any ($3) limit 1`,
          [mine, row === 'own', Object.values(hotel.staff)],
        )
  return z.string().parse(id)
}

/** Everything that somebody may do, as lines to compare. */
async function allowed(session: Session, role: StaffRole | null): Promise<readonly string[]> {
  const lines: string[] = []
  await session.rows('begin')
  for (const table of Object.keys(rlsMatrix)) {
    const rows =
      ownerColumns[table] === undefined || role === null ? (['other'] as const) : (['own', 'other'] as const)
    for (const verb of verbs) {
      for (const row of rows) {
        if (await isLet(session, { table, verb, row }, await rowOf(table, role, row)))
          lines.push(`${table} ${verb} ${row}`)
      }
    }
  }
  await session.rows('rollback')
  return lines
}

function expected(role: StaffRole): readonly string[] {
  return Object.entries(rlsMatrix).flatMap(([table, cells]) =>
    verbs.flatMap((verb, index) => {
      const who = cells[index] ?? []
      const rows = ownerColumns[table] === undefined ? (['other'] as const) : (['own', 'other'] as const)
      return rows
        .filter((row) => who.includes(role) || (row === 'own' && who.includes('own')))
        .map((row) => `${table} ${verb} ${row}`)
    }),
  )
}

describe('design: Row Level Security', () => {
  test('the matrix names every table of the API, and row security is on in all', async () => {
    await prepareInserts()
    const tables = await db.rows(
      `select relname::text as name, relrowsecurity as secured from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migrations'`,
    )
    expect(tables.map((row) => String(row['name'])).toSorted()).toEqual(Object.keys(rlsMatrix).toSorted())
    expect(tables.filter((row) => row['secured'] !== true)).toEqual([])
  })

  test.each(staffRoles)('%s may do with each table what the matrix says, by its claims', async (role) => {
    const session = await db.connect()
    await actAs(session, hotel.staff[role])
    expect(await allowed(session, role)).toEqual(expected(role))
  })

  test.each(staffRoles)('%s may do the same by app.user_id, in a login of the back end', async (role) => {
    await backend.rows(`select set_config('app.user_id', $1, false)`, [hotel.staff[role]])
    expect(await allowed(backend, role)).toEqual(expected(role))
    await backend.rows(`select set_config('app.user_id', '', false)`)
  })

  test('a terminal’s own sign-in, one who left, a stranger and one without any sign-in may do nothing', async () => {
    const gone = await addStaff(db, 'admin', 'gone')
    await db.rows(`update public.user_profiles set account_status = 'disabled' where id = $1`, [gone])
    for (const userId of [terminal.userId, gone, v7(), null]) {
      const session = await db.connect()
      if (userId === null) await session.rows('set role anon')
      else await actAs(session, userId)
      expect(await allowed(session, null), String(userId)).toEqual([])
    }
    expect(await allowed(backend, null)).toEqual([])
  })
})

describe('who somebody is', () => {
  const role = async (session: Session) => await session.value(`select app.user_role()::text`)

  test('app.user_role makes an administrator less and nobody more', async () => {
    const as = async (userId: string, userRole: string) => {
      await backend.rows(
        `select set_config('app.user_id', $1, false), set_config('app.user_role', $2, false)`,
        [userId, userRole],
      )
      return await role(backend)
    }
    expect(await as(hotel.staff.admin, '')).toBe('admin')
    expect(await as(hotel.staff.admin, 'auditor')).toBe('auditor')
    expect(await as(hotel.staff.front_desk, 'front_desk')).toBe('front_desk')
    expect(await as(hotel.staff.front_desk, 'admin')).toBe(null)
    expect(await as(hotel.staff.admin, 'owner')).toBe(null)
    expect(await as('', 'admin')).toBe(null)
    await backend.rows(`select set_config('app.user_id', '', false), set_config('app.user_role', '', false)`)
  })

  test('settings and claims of a login that nobody trusts are not believed', async () => {
    await db.rows(`create role stray_login login password 'stray' in role app_user`)
    const url = new URL(db.url)
    url.username = 'stray_login'
    url.password = 'stray'
    const stray = await db.connect(url.href)
    await stray.rows(
      `select set_config('app.user_id', $1, false), set_config('app.user_role', 'admin', false), set_config('request.jwt.claims', $2, false)`,
      [hotel.staff.admin, JSON.stringify({ sub: hotel.staff.admin })],
    )
    expect(await role(stray)).toBe(null)
    expect(await stray.rows(`select id from public.bookings`)).toEqual([])
  })

  test('an empty or malformed setting is nobody, never an error', async () => {
    for (const setting of ['', 'x', '{}']) {
      await backend.rows(`select set_config('app.user_id', $1, false)`, [setting])
      expect(await backend.rows(`select id from public.bookings`)).toEqual([])
    }
  })
})

test('whoever may not see bookings is asked once a query and not once a row', async () => {
  const session = await db.connect()
  await actAs(session, hotel.staff.front_desk)
  for (const table of Object.keys(rlsMatrix)) {
    const plan = JSON.stringify(await session.rows(`explain select id from public.${table}`))
    expect(plan, table).toMatch(/InitPlan|One-Time Filter/)
    expect(plan.replaceAll(/"(?:  )*(?:InitPlan|->  Result)[^"]*"/g, ''), table).not.toMatch(
      /Filter: app\.has_role/,
    )
  }
})

test('an administrator books in SQL, with the nights and the audit that belong to it', async () => {
  const session = await db.connect()
  await actAs(session, hotel.staff.admin)
  const guest = await addGuest(db)
  const id = await session.value(
    `insert into public.bookings (customer_id, room_id, check_in_date, check_out_date) values ($1, $2, '2027-02-01', '2027-02-03') returning id`,
    [guest, hotel.room('102')],
  )
  expect(
    await db.value(`select count(*)::int from public.booking_nights where booking_id = $1 and holds_room`, [
      id,
    ]),
  ).toBe(2)
  expect(
    await db.value(`select user_id from public.audit_logs where record_id = $1 and action = 'INSERT'`, [id]),
  ).toBe(hotel.staff.admin)
  expect(await sqlStateOf(session.rows(`delete from public.bookings where id = $1`, [id]))).toMatch(
    /^(23001|23503)$/,
  )
})

test('a manager sends a terminal away, and cannot take its sign-in or its series', async () => {
  const session = await db.connect()
  await actAs(session, hotel.staff.manager)
  for (const change of [`auth_user_id = gen_random_uuid()`, `series = 'ZZ'`, `public_key = ''`]) {
    expect(await sqlStateOf(session.rows(`update public.terminals set ${change}`)), change).toBe('42501')
  }
  await session.rows(`update public.terminals set revoked_at = now(), revoked_by = $1`, [hotel.staff.manager])
  expect(await sqlStateOf(terminal.hello())).toBe('FD003')
})
