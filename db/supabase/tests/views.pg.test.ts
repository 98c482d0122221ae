import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'

import { addDays } from '../../../shared/domain/calendar/days.ts'
import { openTestDatabase, type Session, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, type NewBooking, today } from './support/hotel.ts'
import { actAs } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

/** Each test sees the hotel empty. */
beforeEach(async () => void (await db.rows('begin')))
afterEach(async () => void (await db.rows('rollback')))

const stay = async (booking: Partial<NewBooking> & { readonly guest?: string }) =>
  await addBooking(db, { type: hotel.standard, ...booking })

const pay = async (
  booking: string,
  amount: number,
  businessDate = today,
  refundOf: unknown = null,
  method = 'cash',
) =>
  await db.value(
    `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status, refund_of)
     values (gen_random_uuid(), $1, $2, $3, $4, 'completed', $5) returning id`,
    [booking, amount, method, businessDate, refundOf],
  )

async function asStaff<T>(userId: string, work: (session: Session) => Promise<T>): Promise<T> {
  await db.rows(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify({ sub: userId })])
  await db.rows('set local role authenticated')
  try {
    return await work(db)
  } finally {
    await db.rows('reset role')
    await db.rows(`select set_config('request.jwt.claims', '', true)`)
  }
}

describe('design: Room Availability View', () => {
  const rooms = async () =>
    new Map((await db.rows(`select * from public.room_availability`)).map((row) => [row['room_number'], row]))

  test('has one row a room on the turnover day: who is still in it before who is expected', async () => {
    await stay({
      guest: await addGuest(db, 'Going Home'),
      room: hotel.room('101'),
      arrival: addDays(today, -2),
      departure: today,
      status: 'checked_in',
    })
    await stay({
      guest: await addGuest(db, 'Coming In'),
      room: hotel.room('101'),
      arrival: today,
      departure: addDays(today, 2),
    })
    const all = await db.rows(`select room_number from public.room_availability order by 1`)
    expect(all.map((row) => row['room_number'])).toEqual(['101', '102', '103', '104', '201'])
    expect((await rooms()).get('101')).toMatchObject({
      availability_status: 'occupied',
      guest_name: 'Going Home',
      overdue: false,
      next_arrival: today,
    })
  })

  test('says what a room is today: reserved, occupied, overdue, out of order, out of service', async () => {
    await stay({ room: hotel.room('101'), status: 'guaranteed' })
    await stay({
      room: hotel.room('102'),
      status: 'checked_in',
      arrival: addDays(today, -4),
      departure: addDays(today, -1),
    })
    await stay({
      room: hotel.room('201'),
      type: hotel.suite,
      arrival: addDays(today, 3),
      departure: addDays(today, 4),
      status: 'pending',
    })
    await db.rows(
      `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, 'out_of_order', $3, $4, 'x'), ($2, 'out_of_service', $3, $4, 'x')`,
      [hotel.room('103'), hotel.room('104'), today, addDays(today, 1)],
    )
    const now = await rooms()
    expect(now.get('101')).toMatchObject({
      availability_status: 'reserved',
      room_type: 'Standard',
      base_rate: '100.00',
    })
    expect(now.get('102')).toMatchObject({ availability_status: 'occupied', overdue: true })
    expect(now.get('103')).toMatchObject({ availability_status: 'out_of_order' })
    expect(now.get('104')).toMatchObject({ availability_status: 'out_of_service' })
    expect(now.get('201')).toMatchObject({
      availability_status: 'available',
      guest_name: null,
      next_arrival: addDays(today, 3),
    })
  })

  test('is of the hotel’s day, not of the server’s calendar', async () => {
    await stay({ room: hotel.room('101') })
    expect(await db.value(`select current_date`)).not.toBe(today)
    expect((await rooms()).get('101')).toMatchObject({
      check_in_date: today,
      availability_status: 'reserved',
    })
  })

  test('gives no rows, rather than wrong ones, to a role that sees no bookings', async () => {
    await stay({ room: hotel.room('101') })
    const seen = async (userId: string) =>
      await asStaff(
        userId,
        async (session) => await session.value(`select count(*)::int from public.room_availability`),
      )
    expect(await seen(hotel.staff.housekeeping)).toBe(0)
    expect(await seen(hotel.staff.front_desk)).toBe(5)
    expect(
      await asStaff(
        hotel.staff.housekeeping,
        async (session) =>
          await session.value(`select bool_or(arrival_today) from public.housekeeping_board`),
      ),
    ).toBe(true)
  })
})

test('design: Booking Summary View, with what is still owed, and with the caller’s rights', async () => {
  const id = await stay({ guest: await addGuest(db, 'Ada Lovelace'), room: hotel.room('101') })
  await pay(id, 50)
  const summary = await db.rows(
    `select guest_name, room_number, room_type, total_nights, total_amount, paid_amount, balance_due, status::text from public.booking_summary`,
  )
  expect(summary).toEqual([
    {
      guest_name: 'Ada Lovelace',
      room_number: '101',
      room_type: 'Standard',
      total_nights: 2,
      total_amount: '200.00',
      paid_amount: '50.00',
      balance_due: '150.00',
      status: 'confirmed',
    },
  ])
  const seen = async (userId: string) =>
    await asStaff(
      userId,
      async (session) => await session.value(`select count(*)::int from public.booking_summary`),
    )
  expect([await seen(hotel.staff.housekeeping), await seen(hotel.staff.accountant)]).toEqual([0, 1])
})

test('design: Daily Revenue View, by the hotel’s day, net of refunds, the method named once', async () => {
  const id = await stay({})
  const paid = await pay(id, 80)
  await pay(id, 20, today, null, 'card')
  await pay(id, 30, today, paid)
  await pay(id, 5, addDays(today, 1))
  expect(await db.rows(`select * from public.daily_revenue order by date`)).toEqual([
    {
      date: today,
      total_bookings: '1',
      total_payments: '3',
      total_revenue: '70.00',
      average_payment: '50.00',
      payment_methods: 'card, cash',
    },
    {
      date: addDays(today, 1),
      total_bookings: '1',
      total_payments: '1',
      total_revenue: '5.00',
      average_payment: '5.00',
      payment_methods: 'cash',
    },
  ])
})

test('a type’s amenities come back as the design’s JSON', async () => {
  await db.rows(`insert into public.amenities (code, name) values ('wifi', 'Wi-Fi'), ('bath', 'Bath')`)
  await db.rows(
    `insert into public.room_type_amenities (room_type_id, amenity_id) select $1, id from public.amenities`,
    [hotel.suite],
  )
  expect(await db.rows(`select code, amenities from public.room_type_details order by code`)).toEqual([
    { code: 'STD', amenities: [] },
    { code: 'SUI', amenities: ['bath', 'wifi'] },
  ])
})

describe('design: Materialized Views', () => {
  const months = async () => {
    await db.rows(`refresh materialized view public.monthly_occupancy`)
    return await db.rows(`select * from public.monthly_occupancy order by month`)
  }

  test('monthly_occupancy is room nights, split where a stay crosses the month, with occupancy, ADR and RevPAR', async () => {
    const guest = await addGuest(db)
    await stay({ guest, room: hotel.room('101'), arrival: '2026-08-30', departure: '2026-09-02', rate: 100 })
    await stay({
      guest,
      room: hotel.room('201'),
      type: hotel.suite,
      arrival: '2026-09-10',
      departure: '2026-09-11',
      rate: 250,
    })
    await stay({ arrival: '2026-09-01', departure: '2026-09-30', status: 'pending' })
    await stay({ arrival: '2026-09-01', departure: '2026-09-30', status: 'cancelled' })
    await db.rows(
      `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, 'out_of_order', '2026-08-25', '2026-09-06', 'x')`,
      [hotel.room('104')],
    )
    expect(await months()).toEqual([
      {
        month: '2026-08-01',
        total_bookings: 1,
        avg_nights: '3.00',
        revenue: '200.00',
        unique_guests: 1,
        room_nights_sold: 2,
        room_nights_available: 148,
        occupancy_pct: '1.35',
        adr: '100.00',
        revpar: '1.35',
      },
      {
        month: '2026-09-01',
        total_bookings: 1,
        avg_nights: '1.00',
        revenue: '350.00',
        unique_guests: 1,
        room_nights_sold: 2,
        room_nights_available: 145,
        occupancy_pct: '1.38',
        adr: '175.00',
        revpar: '2.41',
      },
    ])
  })

  test('a block that was lifted early counts until then', async () => {
    await stay({ room: hotel.room('101'), arrival: '2026-09-01', departure: '2026-09-02' })
    await db.rows(
      `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason, released_at)
       values ($1, 'out_of_order', '2026-09-01', '2026-09-30', 'x', '2026-09-11 10:00Z')`,
      [hotel.room('104')],
    )
    expect(await months()).toMatchObject([{ room_nights_available: 140 }])
  })

  test('is refreshed while it is read, and read by those it is for', async () => {
    await db.rows('rollback')
    const reader = await db.connect()
    await reader.rows('begin')
    await reader.rows(`select * from public.monthly_occupancy`)
    await db.rows(`refresh materialized view concurrently public.monthly_occupancy`)
    await reader.rows('commit')
    await actAs(reader, hotel.staff.accountant)
    await reader.rows(`select * from public.get_monthly_occupancy()`)
    await expect(reader.rows(`select * from public.monthly_occupancy`)).rejects.toMatchObject({
      code: '42501',
    })
    await actAs(reader, hotel.staff.front_desk)
    await expect(reader.rows(`select * from public.get_monthly_occupancy()`)).rejects.toMatchObject({
      code: '42501',
    })
    await db.rows('begin')
  })
})

test('the ledger and the sums of a stay never drift apart', async () => {
  const id = await stay({})
  const paid = await pay(id, 80)
  await pay(id, 30, today, paid)
  await db.rows(
    `insert into public.transactions (booking_id, type, description, business_date, amount) values ($1, 'extra_charge', 'Bar', $2, 12)`,
    [id, today],
  )
  expect(await db.rows(`select balance, drift from public.folio_balance`)).toEqual([
    { balance: '-38.00', drift: '0.00' },
  ])
})
