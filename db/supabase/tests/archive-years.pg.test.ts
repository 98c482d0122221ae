import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'
import { addSettledStay } from './support/settled-stay.ts'
import { actAs, enrolTerminal, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
let manager: Session
let guest: string
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
  manager = await db.connect()
  await actAs(manager, hotel.staff.manager)
})
afterAll(async () => await db.stop())
beforeEach(async () => {
  guest = await addGuest(db)
})

/** How a restricted delete is refused: a foreign key's code, and since Postgres 18 the one of its own. */
const restricted = /^(23503|23001)$/

const archive = async () => await db.value(`select app.archive_closed_bookings()`)
const settled = async (arrival: string, departure: string): Promise<string> =>
  await addSettledStay(db, hotel, { guest, arrival, departure })
const history = async () =>
  (
    await db.rows(`select check_in_date from public.all_bookings where customer_id = $1 order by 1`, [guest])
  ).map((row) => row['check_in_date'])
const yearOf = async (year: number) =>
  (await manager.rows(`select * from public.archive_years() where year = $1`, [year]))[0]

describe('a year of the archive', () => {
  test('says what it holds, and goes with all of it: out of history, sums and takings', async () => {
    await settled('2012-05-01', '2012-05-03')
    await settled('2012-12-30', '2013-01-02')
    await settled('2013-02-01', '2013-02-02')
    expect(await archive()).toBe(3)
    expect(await yearOf(2012)).toMatchObject({
      state: 'archived',
      stays: '2',
      guests: '1',
      payments: '2',
      taken: '525.00',
      last_departure: '2013-01-02',
      kept_because: null,
    })
    const went = await manager.rows(`select * from public.detach_archive_year(2012)`)
    expect(Object.fromEntries(went.map((row) => [String(row['table_name']), Number(row['gone'])]))).toEqual({
      bookings: 2,
      booking_nights: 5,
      booking_guests: 2,
      invoices: 2,
      payments: 2,
      transactions: 9,
      invoice_lines: 7,
    })
    expect(await history()).toEqual(['2013-02-01'])
    expect(
      await db.rows(`select total_stays, total_spent from public.customers where id = $1`, [guest]),
    ).toEqual([{ total_stays: 1, total_spent: '112.50' }])
    expect(await db.rows(`select date from public.daily_revenue where date < '2012-12-31'`)).toEqual([])
    expect(await yearOf(2012)).toMatchObject({
      state: 'detached',
      stays: '2',
      kept_because: 'detached_already',
    })
    expect(
      await db.value(`select count(*)::int from public.audit_logs where action = 'DETACH' and user_id = $1`, [
        hotel.staff.manager,
      ]),
    ).toBe(1)
  })

  test('that was detached is kept beside the archive, whole, and can be brought back', async () => {
    await settled('2011-05-01', '2011-05-03')
    await archive()
    await manager.rows(`select * from public.detach_archive_year(2011)`)
    expect(await db.value(`select count(*)::int from archive.bookings_2011`)).toBe(1)
    // still held together: no stay without its guest, no payment without its stay
    expect(await sqlStateOf(db.rows(`delete from archive.bookings_2011`))).toMatch(restricted)
    expect(await sqlStateOf(db.rows(`delete from public.customers where id = $1`, [guest]))).toMatch(
      restricted,
    )
    expect(await sqlStateOf(manager.rows(`select * from archive.bookings_2011`))).toBe('42501')
    await manager.rows(`select public.attach_archive_year(2011)`)
    expect(await history()).toEqual(['2011-05-01'])
    expect(await db.value(`select total_stays from public.customers where id = $1`, [guest])).toBe(1)
    expect(await yearOf(2011)).toMatchObject({ state: 'archived', kept_because: null })
    expect(await sqlStateOf(manager.rows(`select public.attach_archive_year(2011)`))).toBe('55000')
    await manager.rows(`select * from public.detach_archive_year(2011)`)
    expect(await history()).toEqual([])
  })

  test('is destroyed only when it is detached, the law’s years are over, and whoever does it says so', async () => {
    await settled('2010-05-01', '2010-05-03')
    await settled('2019-05-01', '2019-05-03')
    await archive()
    const hintOf = async (text: string): Promise<unknown> =>
      await manager
        .rows(text)
        .catch((error: unknown) => (error instanceof pg.DatabaseError ? error.hint : error))
    const drop = (year: number, words = `destroy ${year}`): string =>
      `select * from public.drop_archive_year(${year}, '${words}')`
    expect(await hintOf(drop(2010))).toBe('not_detached')
    for (const year of [2010, 2019]) await manager.rows(`select * from public.detach_archive_year(${year})`)
    expect(await hintOf(drop(2019))).toBe('kept_by_law')
    expect(await hintOf(drop(2010, 'yes'))).toBe('not_confirmed')
    const went = await manager.rows(drop(2010))
    expect(went.map((row) => `${String(row['table_name'])} ${String(row['gone'])}`)).toEqual([
      'invoice_lines 3',
      'transactions 4',
      'payments 1',
      'invoices 1',
      'booking_guests 1',
      'booking_nights 2',
      'bookings 1',
    ])
    expect(await db.value(`select to_regclass('archive.bookings_2010')`)).toBeNull()
    expect(await hintOf(drop(2010))).toBe('not_detached')
    expect(await sqlStateOf(manager.rows(`select public.attach_archive_year(2010)`))).toBe('55000')
  })

  test('stays while it is not over, while a stay of it is live, and when it was never there', async () => {
    await settled('2014-05-01', '2014-05-03')
    await archive()
    await db.rows(
      `insert into public.transactions (booking_id, type, description, business_date, amount) values ($1, 'extra_charge', 'Late', $2, 1)`,
      [await settled('2014-06-01', '2014-06-03'), today],
    )
    await archive()
    const why = async (year: number) => (await yearOf(year))?.['kept_because']
    expect([await why(2014), await why(2026)]).toEqual(['stays_still_live', 'year_not_over'])
    for (const year of [2014, 2026, 1950, null])
      expect(await sqlStateOf(manager.rows(`select public.detach_archive_year($1)`, [year]))).toBe('55000')
  })

  test('that is gone takes nobody in: what would belong to it stays live', async () => {
    await settled('2009-05-01', '2009-05-03')
    await archive()
    await manager.rows(`select * from public.detach_archive_year(2009)`)
    const late = await settled('2009-06-01', '2009-06-03')
    const other = await settled('2008-06-01', '2008-06-03')
    expect(await archive()).toBe(1)
    expect(await db.rows(`select id from public.bookings where id in ($1, $2)`, [late, other])).toEqual([
      { id: late },
    ])
    await manager.rows(`select public.attach_archive_year(2009)`)
    expect(await archive()).toBe(1)
  })

  test('is nobody’s to touch but a manager’s, and told to those who keep the books', async () => {
    for (const role of ['front_desk', 'accountant', 'auditor', 'housekeeping'] as const) {
      const session = await db.connect()
      await actAs(session, hotel.staff[role])
      for (const text of [
        `select public.detach_archive_year(2008)`,
        `select public.attach_archive_year(2008)`,
        `select public.drop_archive_year(2008, 'destroy 2008')`,
      ])
        expect(await sqlStateOf(session.rows(text)), `${role}: ${text}`).toBe('42501')
      const mayRead = role === 'accountant' || role === 'auditor'
      expect(await sqlStateOf(session.rows(`select * from public.archive_years()`)), role).toBe(
        mayRead ? null : '42501',
      )
    }
  })
})

describe('what may leave the live tables', () => {
  const closed = async (byTerminal: boolean): Promise<string> => {
    const id = await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('102'),
      arrival: '2016-03-01',
      departure: '2016-03-03',
      guest,
    })
    await db.rows(`update public.bookings set terminal_id = $2, status = 'checked_in' where id = $1`, [
      id,
      byTerminal ? terminal.id : null,
    ])
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
    return id
  }
  const isLive = async (id: string) =>
    await db.value(`select exists (select from public.bookings where id = $1)`, [id])

  test('an imported stay without a ledger was settled elsewhere, and leaves', async () => {
    const imported = await closed(false)
    await archive()
    expect(await isLive(imported)).toBe(false)
  })

  test('an imported stay whose ledger is open stays until it is settled or written off', async () => {
    const imported = await closed(false)
    const line = async (type: string, amount: number) =>
      await db.rows(
        `insert into public.transactions (booking_id, type, description, business_date, amount) values ($1, $2, 'Bar', '2016-03-02', $3)`,
        [imported, type, amount],
      )
    await line('extra_charge', 20)
    await archive()
    expect(await isLive(imported)).toBe(true)
    await line('adjustment', -20)
    await archive()
    expect(await isLive(imported)).toBe(false)
  })

  test('a stay of ours stays while a night that was slept is not in the ledger, unless it cost nothing', async () => {
    const [owing, free] = [await closed(true), await closed(true)]
    await db.rows(`update public.booking_nights set amount = 0 where booking_id = $1`, [free])
    await archive()
    expect([await isLive(owing), await isLive(free)]).toEqual([true, false])
    await db.rows(
      `insert into public.transactions (booking_id, booking_night_id, type, description, business_date, amount)
       select booking_id, id, 'room_charge', 'Night', night, amount from public.booking_nights where booking_id = $1`,
      [owing],
    )
    await db.rows(
      `insert into public.transactions (booking_id, type, description, business_date, amount) values ($1, 'adjustment', 'Written off', '2016-03-02', -200)`,
      [owing],
    )
    await archive()
    expect(await isLive(owing)).toBe(false)
  })

  test('a stay stays while rows that do not go with it refer to its own: no batch may fail for it', async () => {
    const kept: Record<string, string> = {}
    const days = (day: number) => [`2017-05-${day}`, `2017-05-${day + 1}`] as const
    kept['a bill of another stay has its lines'] = await settled(...days(10))
    const payer = await settled(...days(12))
    await db.rows(
      `with bill as (insert into public.invoices (customer_id) values ($1) returning id)
       insert into public.invoice_lines (invoice_id, line_number, transaction_id, description, unit_price, net_amount)
       select bill.id, 1, t.id, 'Bar', 12.5, 12.5 from bill, public.transactions t
        where t.booking_id = $2 and t.type = 'extra_charge'`,
      [guest, kept['a bill of another stay has its lines']],
    )
    const paidFor = await settled(...days(14))
    kept['its bill was paid, by an import, without naming the stay'] = paidFor
    await db.transaction(async () => {
      await db.rows(`set local app.bulk_load = 'on'`)
      await db.rows(
        `insert into public.payments (payment_code, invoice_id, amount, payment_method, business_date, status)
         select gen_random_uuid(), id, 1, 'card', '2017-05-16', 'voided' from public.invoices where booking_id = $1`,
        [paidFor],
      )
    })
    await archive()
    for (const [why, id] of Object.entries(kept)) expect(await isLive(id), why).toBe(true)
    expect(await isLive(payer)).toBe(false)
  })
})
