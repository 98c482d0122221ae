import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { openTestDatabase, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'
import { addSettledStay } from './support/settled-stay.ts'
import { actAs, enrolTerminal, paymentWrites, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
let guest: string
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
})
afterAll(async () => await db.stop())
beforeEach(async () => {
  guest = await addGuest(db)
})

const settledStay = async (arrival: string, departure: string): Promise<string> =>
  await addSettledStay(db, hotel, { guest, arrival, departure })

const isLive = async (id: string) =>
  await db.value(`select exists (select from public.bookings where id = $1)`, [id])
const archive = async (before: string | null = null) =>
  await db.value(`select app.archive_closed_bookings($1)`, [before])
const tables = [
  'bookings',
  'booking_nights',
  'booking_guests',
  'invoices',
  'invoice_lines',
  'payments',
  'transactions',
]

/** Everything that must be the same before and after, over both halves. */
const sums = async () => {
  await db.rows(`refresh materialized view public.monthly_occupancy`)
  const totals: unknown[] = []
  for (const table of tables) {
    totals.push(
      await db.rows(
        `select '${table}' as name, count(*)::int, md5(string_agg(md5(id::text), '' order by id)) as ids
           from (select id from public.${table} union all select id from public.${table}_partitioned) x`,
      ),
    )
  }
  return [
    totals,
    await db.rows(
      `select sum(amount) from (select amount from public.transactions union all select amount from public.transactions_partitioned) x`,
    ),
    await db.rows(`select sum(total_amount), sum(paid_amount) from public.all_bookings`),
    await db.rows(`select id, total_stays, total_spent, last_stay_date from public.customers order by id`),
    await db.rows(`select * from public.monthly_occupancy order by month`),
    await db.rows(`select * from public.daily_revenue order by date`),
  ]
}

describe('design: Partition Bookings by Year', () => {
  test('moves a closed stay with all that hangs on it, and loses nothing', async () => {
    const old = await settledStay('2024-11-30', '2024-12-02')
    const older = await settledStay('2023-12-31', '2024-01-02')
    const recent = await settledStay('2025-06-01', '2025-06-03')
    const before = await sums()
    expect(await archive()).toBe(2)
    expect([await isLive(old), await isLive(older), await isLive(recent)]).toEqual([false, false, true])
    expect(await sums()).toEqual(before)
    for (const table of tables) {
      expect(await db.value(`select count(*)::int from public.${table}_partitioned`), table).toBeGreaterThan(
        1,
      )
    }
    expect(
      await db.value(
        `select count(*)::int from public.invoice_lines_partitioned l join public.invoices_partitioned i on i.id = l.invoice_id where i.booking_id = $1`,
        [old],
      ),
    ).toBe(3)
    expect(await archive()).toBe(0)
  })

  test('a guest’s sums stay what they were, also when a later stay makes them anew', async () => {
    await settledStay('2024-03-01', '2024-03-03')
    await archive()
    const totals = async () =>
      (
        await db.rows(`select total_stays, total_spent, last_stay_date from public.customers where id = $1`, [
          guest,
        ])
      )[0]
    expect(await totals()).toEqual({ total_stays: 1, total_spent: '212.50', last_stay_date: '2024-03-03' })
    await settledStay('2026-07-01', '2026-07-03')
    const both = { total_stays: 2, total_spent: '425.00', last_stay_date: '2026-07-03' }
    expect(await totals()).toEqual(both)
    await db.rows(`select app.refresh_derived()`)
    expect(await totals()).toEqual(both)
  })

  test('a guest’s history reads across both', async () => {
    const old = await settledStay('2024-03-05', '2024-03-07')
    const recent = await settledStay('2026-07-05', '2026-07-07')
    await archive()
    const clerk = await db.connect()
    await actAs(clerk, hotel.staff.front_desk)
    expect(
      await clerk.rows(
        `select id, archived_at is not null as archived from public.all_bookings where customer_id = $1 order by check_in_date desc`,
        [guest],
      ),
    ).toEqual([
      { id: recent, archived: false },
      { id: old, archived: true },
    ])
    await actAs(clerk, hotel.staff.housekeeping)
    expect(await clerk.rows(`select id from public.all_bookings`)).toEqual([])
  })

  test('leaves what is open: a balance, an open invoice, money in suspense, a conflict, and what ended lately', async () => {
    const open: Record<string, string> = {}
    open['a balance'] = await settledStay('2024-04-01', '2024-04-03')
    await db.rows(
      `insert into public.transactions (booking_id, type, description, business_date, amount) values ($1, 'extra_charge', 'Late', $2, 1)`,
      [open['a balance'], today],
    )
    open['a draft'] = await settledStay('2024-04-05', '2024-04-07')
    await db.rows(`insert into public.invoices (booking_id, customer_id) values ($1, $2)`, [
      open['a draft'],
      guest,
    ])
    open['suspense'] = await settledStay('2024-04-09', '2024-04-11')
    await db.rows(`update public.payments set suspense_reason = 'booking_cancelled' where booking_id = $1`, [
      open['suspense'],
    ])
    open['a conflict'] = await settledStay('2024-04-13', '2024-04-15')
    await db.rows(
      `insert into public.sync_conflicts (id, booking_id, kind, outcome, op_id, command, terminal_id, mine, theirs)
       values ($1, $2, 'status_move', 'conflict', $1, 'booking.cancel', $3, '[]', '{}')`,
      [v7(), open['a conflict'], terminal.id],
    )
    open['expected'] = await addBooking(db, {
      type: hotel.standard,
      arrival: '2024-04-17',
      departure: '2024-04-19',
      guest,
    })
    open['lately'] = await settledStay('2025-03-01', '2025-03-03')
    const closed = await settledStay('2024-04-21', '2024-04-23')
    await archive()
    for (const [name, id] of Object.entries(open)) expect(await isLive(id), name).toBe(true)
    expect(await isLive(closed)).toBe(false)
    await db.rows(
      `update public.sync_conflicts set status = 'settled', settled_at = now() where booking_id = $1`,
      [open['a conflict']],
    )
    expect(await archive()).toBe(1)
  })

  test('never takes what left within ninety days, and nobody but the owner moves anything', async () => {
    expect(await sqlStateOf(archive(today))).toBe('22023')
    const manager = await db.connect()
    await actAs(manager, hotel.staff.admin)
    expect(await sqlStateOf(manager.rows(`select app.archive_closed_bookings()`))).toBe('42501')
    expect(await sqlStateOf(db.rows(`delete from public.transactions`))).toBe('23001')
    expect(await sqlStateOf(db.rows(`delete from public.invoices`))).toBe('23001')
  })

  test('a payment on an archived stay is refused in SQL, and from a terminal waits in suspense', async () => {
    const id = await settledStay('2024-05-01', '2024-05-03')
    await archive()
    expect(
      await sqlStateOf(
        db.rows(
          `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status) values ('late', $1, 5, 'cash', $2, 'completed')`,
          [id, today],
        ),
      ),
    ).toBe('23503')
    const actor = hotel.staff.front_desk
    const paymentId = v7()
    const result = await terminal.do({
      name: 'folio.takePayment',
      actor,
      writes: paymentWrites(terminal, actor, id, '5.00', paymentId),
    })
    expect(result).toMatchObject({ status: 'merged', reason: 'suspense' })
    expect(
      await db.rows(`select booking_id, suspense_reason from public.payments where id = $1`, [paymentId]),
    ).toEqual([{ booking_id: null, suspense_reason: 'booking_unknown' }])
  })

  test('terminals see archived stays leave, with their nights and their money', async () => {
    const id = await settledStay('2024-06-01', '2024-06-03')
    const start = (await terminal.snapshot('hotel_settings')).snapshot
    const expected: Record<string, unknown> = {}
    for (const table of tables) {
      const owner =
        table === 'bookings'
          ? 'id'
          : table === 'invoice_lines'
            ? `(select booking_id from public.invoices i where i.id = invoice_id)`
            : 'booking_id'
      expected[table] = (
        await db.rows(`select id from public.${table} where ${owner} = $1 order by id`, [id])
      ).map((row) => row['id'])
    }
    await archive()
    const page = await terminal.pull(start)
    expect(
      Object.fromEntries(Object.entries(page.gone).map(([table, ids]) => [table, ids.toSorted()])),
    ).toEqual(expected)
    expect(
      (await terminal.hello()).tables
        .map((table) => table.name)
        .filter((name) => name.includes('partitioned')),
    ).toEqual([])
  })
})

describe('the years', () => {
  test('are made ahead of time, and again without harm', async () => {
    await db.rows(`select app.ensure_archive_years()`)
    const year = Number(today.slice(0, 4))
    for (const ahead of [year, year + 1, year + 2]) {
      expect(await db.value(`select to_regclass('archive.bookings_${ahead}') is not null`)).toBe(true)
    }
  })

  test('are pruned: a stretch of one year reads one partition', async () => {
    const plan = JSON.stringify(
      await db.rows(
        `explain select * from public.bookings_partitioned where check_in_date between '2025-08-01' and '2025-08-31' and status = 'checked_out'`,
      ),
    )
    expect(
      [...plan.matchAll(/bookings_\d{4}/g)]
        .map((match) => match[0])
        .every((name) => name === 'bookings_2025'),
    ).toBe(true)
    expect(plan).toContain('bookings_2025')
  })

  test('are under row level security, and the API reaches none', async () => {
    const open = await db.rows(
      `select relname from pg_class where relispartition and relkind = 'r' and not relrowsecurity`,
    )
    expect(open).toEqual([])
    const admin = await db.connect()
    await actAs(admin, hotel.staff.admin)
    expect(await sqlStateOf(admin.rows(`select id from archive.bookings_2024`))).toBe('42501')
    expect(await sqlStateOf(admin.rows(`select card_data from public.payments_partitioned`))).toBe('42501')
    expect(await sqlStateOf(admin.rows(`delete from public.bookings_partitioned`))).toBe('42501')
  })

  test('have every column of the live tables', async () => {
    for (const table of tables) {
      const columns = async (name: string) =>
        (
          await db.rows(
            `select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
              where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
            [`public.${name}`],
          )
        ).map((row) => `${String(row['name'])} ${String(row['type'])}`)
      const live = await columns(table)
      expect((await columns(`${table}_partitioned`)).slice(0, live.length), table).toEqual(live)
    }
  })
})
