import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { derivedEverywhere, serverDerived } from '../../mirror/server-derived.ts'
import { listMigrations, migrateTo } from '../../stack/migrate.ts'
import { startPlatformDatabase } from '../../stack/testing.ts'
import { openTestDatabase, type Row, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'
import { actAs, enrolTerminal } from './support/terminal.ts'
import { writeAt, type Written } from './support/written-at.ts'

/** The first state with tables to write to. */
const firstTables = 2
const newest = listMigrations().length
const states = Array.from({ length: newest - firstTables }, (_, index) => firstTables + index)
const nameOf = (state: number): string => listMigrations()[state - 1] ?? ''

type Rows = ReadonlyMap<string, Row>
const anyRow = z.record(z.string(), z.unknown())

/**
 * One hotel that has been at work since the first tables: at every state it writes a day's work, and then comes the
 * next migration. So every state's rows go through all the migrations that follow.
 */
let db: TestDatabase
let hotel: Hotel
const written = new Map<number, Written>()
const kept = new Map<number, Rows>()
let upgraded: Rows
beforeAll(async () => {
  db = await openTestDatabase(startPlatformDatabase)
  await migrateTo(db.url, 1)
  for (const state of states) {
    await migrateTo(db.url, state)
    if (state === firstTables) hotel = await buildHotel(db)
    written.set(state, await db.transaction(async () => await writeAt(db, hotel, state)))
    kept.set(state, await readRows())
  }
  await migrateTo(db.url, newest)
  upgraded = await readRows()
})
afterAll(async () => await db.stop())

/** What a terminal may write too, and the server makes of the payments where there are some. */
const follows: Readonly<Record<string, readonly string[]>> = { invoices: ['status'] }

/** Every row of every table, without what the server derives. */
async function readRows(): Promise<Rows> {
  const tables = await db.rows(
    `select c.relname::text as name, array_agg(a.attname::text) filter (where a.attgenerated <> '') as generated
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'
      group by c.relname`,
  )
  const rows = new Map<string, Row>()
  for (const { name, generated } of tables) {
    const derived = [
      generated ?? [],
      derivedEverywhere,
      serverDerived[String(name)] ?? [],
      follows[String(name)] ?? [],
    ].flat()
    const found = await db.rows(
      `select t.id::text as id, to_jsonb(t) - $1::text[] as row from public.${String(name)} t`,
      [derived],
    )
    for (const { id, row } of found) rows.set(`${String(name)} ${String(id)}`, anyRow.parse(row))
  }
  return rows
}

describe.each(states.map((state) => ({ state, name: nameOf(state) })))(
  'what was written at $name',
  ({ state }) => {
    test('is all there at the newest, as it was', () => {
      const before = kept.get(state) ?? new Map<string, Row>()
      expect(before.size).toBeGreaterThan(40)
      for (const [name, row] of before) expect(upgraded.get(name), name).toMatchObject(row)
    })

    test('still holds its room against everybody else', async () => {
      const stay = written.get(state)
      const second = addBooking(db, {
        type: hotel.standard,
        room: stay?.expectedRoom ?? '',
        arrival: '2026-08-17',
        departure: '2026-08-20',
      })
      expect(await sqlStateOf(second)).toBe('23P01')
    })

    test('goes on: the guest in house pays and leaves, to the cent', async () => {
      const stay = written.get(state)?.inHouse
      const owed = await db.value(`select sum(amount) from public.transactions where booking_id = $1`, [stay])
      expect(owed).toBe('7.50')
      await db.rows(
        `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status)
       values (gen_random_uuid(), $1, $2, 'cash', $3, 'completed')`,
        [stay, owed, today],
      )
      await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [stay])
      expect(
        await db.rows(
          `select b.paid_amount, (select sum(t.amount) from public.transactions t where t.booking_id = b.id) as balance,
                (select count(*)::int from public.booking_nights n where n.booking_id = b.id and n.holds_room) as held
           from public.bookings b where b.id = $1`,
          [stay],
        ),
      ).toEqual([{ paid_amount: '7.50', balance: '0.00', held: 0 }])
    })
  },
)

test('every sum is what its rows say, those from before the triggers too', async () => {
  const sums = async () => [
    await db.rows(
      `select id, total_room_charge, extra_charges, discounts, taxes, total_amount, paid_amount from public.bookings order by id`,
    ),
    await db.rows(`select id, total_stays, total_spent, last_stay_date from public.customers order by id`),
    await db.rows(`select id, paid_amount from public.invoices order by id`),
    await db.rows(`select id, status from public.rooms order by id`),
    await db.rows(`select id, amount from public.transactions order by id`),
  ]
  const before = await sums()
  await db.rows(`select app.refresh_derived()`)
  expect(await sums()).toEqual(before)
  expect(
    await db.rows(
      `select b.total_amount, b.paid_amount, i.balance_due, sum(t.amount) as balance
         from public.bookings b join public.transactions t on t.booking_id = b.id join public.invoices i on i.booking_id = b.id
        where b.id = any ($1) group by b.id, i.id`,
      [[...written.values()].map((one) => one.settled)],
    ),
  ).toEqual(
    states.map(() => ({
      total_amount: '212.50',
      paid_amount: '212.50',
      balance_due: '0.00',
      balance: '0.00',
    })),
  )
})

test('no rule is left unproved, and no index unfinished', async () => {
  expect(await db.rows(`select conname from pg_constraint where not convalidated`)).toEqual([])
  expect(await db.rows(`select indexrelid::regclass::text from pg_index where not indisvalid`)).toEqual([])
})

test('a terminal that enrols now is given all of it', async () => {
  const terminal = await enrolTerminal(db, 'New desk')
  const page = await terminal.snapshot('bookings')
  const given = JSON.stringify(page.rows)
  for (const one of written.values()) {
    for (const id of [one.settled, one.inHouse, one.expected]) expect(given).toContain(id)
  }
})

test('what came before the audit is audited from here on, and old stays go to the archive with the rest', async () => {
  const first = written.get(firstTables)?.settled
  await db.rows(`update public.bookings set internal_notes = 'Asked for the same room' where id = $1`, [
    first,
  ])
  expect(
    await db.value(`select count(*)::int from public.audit_logs where record_id = $1 and action = 'UPDATE'`, [
      first,
    ]),
  ).toBe(1)
  expect(await db.value(`select app.archive_closed_bookings('2026-01-01')`)).toBe(states.length)
  expect(
    await db.value(`select count(*)::int from public.bookings_partitioned where id = any ($1)`, [
      [...written.values()].map((one) => one.settled),
    ]),
  ).toBe(states.length)
})

test('a document number is kept for a guest from before there was a key', async () => {
  const guest = await addGuest(db)
  const clerk = await db.connect()
  await actAs(clerk, hotel.staff.front_desk)
  await clerk.rows(`select public.set_customer_id_number($1, 'PX 1')`, [guest])
  expect(await clerk.value(`select public.get_customer_id_number($1)`, [guest])).toBe('PX1')
})
