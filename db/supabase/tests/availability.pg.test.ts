import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { addDays } from '../../../shared/domain/calendar/days.ts'
import { openTestDatabase, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'
import { actAs, enrolTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let guest: string
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  guest = await addGuest(db)
})
afterAll(async () => await db.stop())

/** Each test sees the hotel empty. */
beforeEach(async () => void (await db.rows('begin')))
afterEach(async () => void (await db.rows('rollback')))

const free = async (
  number: string,
  arrival: string | null,
  departure: string | null,
  except: string | null = null,
) =>
  await db.value(`select public.check_room_availability($1, $2, $3, $4)`, [
    hotel.room(number),
    arrival,
    departure,
    except,
  ])

const block = async (number: string, from: string, to: string, kind = 'out_of_order') =>
  await db.rows(
    `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, $2, $3, $4, 'paint')`,
    [hotel.room(number), kind, from, to],
  )

const stateInside = async (work: () => Promise<unknown>): Promise<string | null> => {
  await db.rows('savepoint s')
  const state = await sqlStateOf(work())
  await db.rows('rollback to s')
  return state
}

/** Somebody who should have left the day before yesterday and is still in 101. */
async function overstay(): Promise<string> {
  return await addBooking(db, {
    type: hotel.standard,
    room: hotel.room('101'),
    arrival: addDays(today, -5),
    departure: addDays(today, -2),
    status: 'checked_in',
    guest,
  })
}

describe('design: Check Room Availability', () => {
  test('a taken night is not free, the night of the departure is, and a stay does not stand in its own way', async () => {
    const id = await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-08-20',
      departure: '2026-08-22',
      guest,
    })
    expect(await free('101', '2026-08-21', '2026-08-23')).toBe(false)
    expect(await free('101', '2026-08-21', '2026-08-23', id)).toBe(true)
    expect(await free('101', '2026-08-22', '2026-08-23')).toBe(true)
    expect(await free('101', '2026-08-18', '2026-08-20')).toBe(true)
  })

  test('a cancelled stay and one that left early hold nothing', async () => {
    const id = await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: today,
      departure: '2026-08-17',
      status: 'checked_in',
      guest,
    })
    expect(await free('101', '2026-08-14', '2026-08-15')).toBe(false)
    await db.rows(`update public.bookings set check_out_date = '2026-08-14' where id = $1`, [id])
    expect(await free('101', '2026-08-14', '2026-08-15')).toBe(true)
  })

  test('a guest who should have left holds the room tonight, and not next week', async () => {
    await overstay()
    expect(await free('101', today, addDays(today, 1))).toBe(false)
    expect(await free('101', addDays(today, 1), addDays(today, 3))).toBe(true)
  })

  test('a room out of order is not free, one out of service is, a retired or unknown one is not', async () => {
    await block('101', '2026-08-20', '2026-08-25')
    await block('102', '2026-08-20', '2026-08-25', 'out_of_service')
    expect([
      await free('101', '2026-08-24', '2026-08-26'),
      await free('101', '2026-08-25', '2026-08-26'),
    ]).toEqual([false, true])
    expect(await free('102', '2026-08-21', '2026-08-22')).toBe(true)
    await db.rows(`update public.rooms set is_active = false where id = $1`, [hotel.room('103')])
    expect(await free('103', '2026-08-21', '2026-08-22')).toBe(false)
    expect(
      await db.value(`select public.check_room_availability($1, '2026-08-21', '2026-08-22')`, [v7()]),
    ).toBe(false)
  })

  test('dates that are none are refused, not answered', async () => {
    for (const [arrival, departure] of [
      ['2026-08-22', '2026-08-20'],
      ['2026-08-22', '2026-08-22'],
      [null, '2026-08-22'],
      ['2026-08-22', 'infinity'],
    ] as const) {
      expect(await stateInside(async () => await free('101', arrival, departure))).toBe('22023')
    }
  })

  test('agrees with the constraint: what is free can be booked, what is not is refused', async () => {
    const day = fc.integer({ min: 0, max: 24 }).map((days) => addDays('2026-09-01', days))
    const span = fc
      .tuple(day, fc.integer({ min: 1, max: 7 }))
      .map(([from, nights]) => ({ from, to: addDays(from, nights) }))
    const stay = fc.record({
      span,
      status: fc.constantFrom('pending', 'confirmed', 'guaranteed', 'cancelled', 'no_show'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(stay, { maxLength: 6 }),
        fc.array(span, { maxLength: 1 }),
        fc.array(span, { minLength: 4, maxLength: 4 }),
        async (stays, blocks, wanted) => {
          await db.rows('savepoint run')
          const book = async (from: string, to: string, status: string) => {
            await db.rows('savepoint one')
            const state = await sqlStateOf(
              addBooking(db, {
                type: hotel.standard,
                room: hotel.room('104'),
                arrival: from,
                departure: to,
                status,
                guest,
              }),
            )
            if (state !== null) await db.rows('rollback to one')
            return state
          }
          for (const one of stays) await book(one.span.from, one.span.to, one.status)
          for (const one of blocks) await stateInsideKept(async () => await block('104', one.from, one.to))
          for (const one of wanted) {
            const isFree = await free('104', one.from, one.to)
            const listed = await db.value(`select $3 in (select id from public.available_rooms($1, $2))`, [
              one.from,
              one.to,
              hotel.room('104'),
            ])
            expect(listed).toBe(isFree)
            expect(await book(one.from, one.to, 'confirmed')).toBe(isFree === true ? null : '23P01')
          }
          await db.rows('rollback to run')
        },
      ),
      { numRuns: 40 },
    )
  })

  test('answers every member of staff alike, also one who may see no booking, and nobody else', async () => {
    await db.rows('rollback')
    const terminal = await enrolTerminal(db)
    await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-10-01',
      departure: '2026-10-03',
      guest,
    })
    const ask = `select public.check_room_availability('${hotel.room('101')}', '2026-10-01', '2026-10-02')`
    for (const role of ['housekeeping', 'front_desk', 'auditor'] as const) {
      const session = await db.connect()
      await actAs(session, hotel.staff[role])
      expect(await session.value(ask), role).toBe(false)
    }
    expect(await sqlStateOf(terminal.session.value(ask))).toBe('42501')
    const stranger = await db.connect()
    await actAs(stranger, v7())
    for (const text of [
      ask,
      `select * from public.available_rooms('2026-10-01', '2026-10-02')`,
      `select * from public.room_type_availability('2026-10-01', '2026-10-02')`,
      `select public.calculate_room_rate('${hotel.standard}', '2026-10-01', '2026-10-02')`,
      `select * from public.search_customers('ada')`,
      `select * from public.get_monthly_occupancy()`,
    ]) {
      expect(await sqlStateOf(stranger.rows(text)), text).toBe('42501')
    }
    await db.rows('begin')
  })
})

async function stateInsideKept(work: () => Promise<unknown>): Promise<void> {
  await db.rows('savepoint b')
  if ((await sqlStateOf(work())) !== null) await db.rows('rollback to b')
}

describe('what is left of each type', () => {
  const left = async (arrival: string, departure: string): Promise<Readonly<Record<string, unknown>>> => {
    const rows = await db.rows(
      `select t.code, a.rooms, a.free
         from public.room_type_availability($1, $2) a
         join public.room_types t on t.id = a.room_type_id`,
      [arrival, departure],
    )
    return Object.fromEntries(rows.map((row) => [String(row['code']), [row['rooms'], row['free']]]))
  }

  test('is the worst night of the stay, with stays that have no room yet counted by the type they were sold as', async () => {
    expect(await left('2026-09-01', '2026-09-04')).toEqual({ STD: [4, 4], SUI: [1, 1] })
    await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-09-01',
      departure: '2026-09-02',
      guest,
    })
    await addBooking(db, { type: hotel.standard, arrival: '2026-09-02', departure: '2026-09-04', guest })
    await addBooking(db, { type: hotel.standard, arrival: '2026-09-03', departure: '2026-09-04', guest })
    expect(await left('2026-09-01', '2026-09-04')).toEqual({ STD: [4, 2], SUI: [1, 1] })
    expect(await left('2026-09-01', '2026-09-02')).toEqual({ STD: [4, 3], SUI: [1, 1] })
  })

  test('counts a room given by the type it is of, and goes below zero when a type is sold twice', async () => {
    await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('201'),
      arrival: '2026-09-01',
      departure: '2026-09-02',
      guest,
    })
    expect(await left('2026-09-01', '2026-09-02')).toEqual({ STD: [4, 4], SUI: [1, 0] })
    await addBooking(db, { type: hotel.suite, arrival: '2026-09-01', departure: '2026-09-02', guest })
    expect(await left('2026-09-01', '2026-09-02')).toMatchObject({ SUI: [1, -1] })
  })

  test('counts rooms out of order, retired rooms and guests who should have left', async () => {
    await block('102', '2026-09-01', '2026-09-03')
    await block('103', '2026-09-01', '2026-09-03', 'out_of_service')
    await db.rows(`update public.rooms set is_active = false where id = $1`, [hotel.room('104')])
    expect(await left('2026-09-01', '2026-09-02')).toMatchObject({ STD: [3, 2] })
    await overstay()
    expect(await left(today, addDays(today, 2))).toMatchObject({ STD: [3, 2] })
    expect(await left(addDays(today, 1), addDays(today, 2))).toMatchObject({ STD: [3, 3] })
  })
})

describe('design: Full-Text Search Indexes', () => {
  const find = async (query: string) =>
    (await db.rows(`select full_name from public.search_customers($1)`, [query])).map(
      (row) => row['full_name'],
    )

  test('finds a guest by any part of name, mail, phone, company or code, in any order, case and accent', async () => {
    await db.rows(
      `insert into public.customers (full_name, email, phone, company_name, customer_code) values
         ('José Müller-Wesgrafen', 'jose@harbour.example', '+351 912 345 678', 'Ship & Sons', 'G00042'),
         ('An Do', null, null, null, null), ('Will May', null, null, null, null), ('Ian Doe', null, null, null, null)`,
    )
    for (const query of [
      'jos',
      'MULLER',
      'müll',
      'grafen jose',
      'harbour.ex',
      '5678',
      '912 345',
      '+351-912',
      'ship',
      'g00042',
      'jose 912',
    ]) {
      expect(await find(query), query).toEqual(['José Müller-Wesgrafen'])
    }
    expect(await find('an do')).toEqual(['An Do'])
    expect(await find('may')).toEqual(['Will May'])
  })

  test('takes no letter for a pattern, answers nothing to nothing, and shows no merged guest', async () => {
    await db.rows(`insert into public.customers (full_name) values ('Per Cent'), ('Un_der Score')`)
    for (const query of ['', '  ', 'x', '%%%', '___', "a'b or true", '\\\\\\'])
      expect(await find(query), query).toEqual([])
    expect(await find('un_der')).toEqual(['Un_der Score'])
    const [kept] = await db.rows(
      `insert into public.customers (full_name) values ('Kept Double') returning id`,
    )
    await db.rows(`insert into public.customers (full_name, merged_into) values ('Lost Double', $1)`, [
      kept?.['id'],
    ])
    expect(await find('double')).toEqual(['Kept Double'])
  })

  test('is answered from the two indexes', async () => {
    await db.rows('set local enable_seqscan = off')
    const plan = async (condition: string) =>
      JSON.stringify(await db.rows(`explain select id from public.customers c where ${condition}`))
    expect(await plan(`c.search_text like '%abcdef%'`)).toContain('idx_customers_search_trgm')
    expect(await plan(`app.guest_words(c.search_text) @@ plainto_tsquery('simple', 'do')`)).toContain(
      'idx_customers_search ',
    )
  })
})
