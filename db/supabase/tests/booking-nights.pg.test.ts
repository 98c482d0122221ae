import { afterAll, beforeAll, expect, test } from 'vitest'
import { v5 } from 'uuid'

import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { addBooking, buildHotel, type Hotel } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

interface Night {
  readonly night: string
  readonly room: string | null
  readonly amount: string
  readonly holds: boolean
}

async function nightsOf(bookingId: string): Promise<readonly unknown[]> {
  return await db.rows(
    `select n.night, r.room_number as room, n.amount, n.holds_room as holds
       from public.booking_nights n left join public.rooms r on r.id = n.room_id
      where n.booking_id = $1 order by n.night`,
    [bookingId],
  )
}

const held = (night: string, room: string | null, amount = '100.00'): Night => ({
  night,
  room,
  amount,
  holds: true,
})
const letGo = (night: string, room: string | null, amount = '100.00'): Night => ({
  night,
  room,
  amount,
  holds: false,
})

async function change(bookingId: string, set: string): Promise<void> {
  await db.rows(`update public.bookings set ${set} where id = $1`, [bookingId])
}

const total = async (bookingId: string): Promise<unknown> =>
  await db.value(`select total_room_charge from public.bookings where id = $1`, [bookingId])

test('a stay is made with its nights, under ids that everybody derives alike', async () => {
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  expect(await nightsOf(id)).toEqual([held('2026-08-13', '101'), held('2026-08-14', '101')])
  const ids = await db.rows(`select id from public.booking_nights where booking_id = $1 order by night`, [id])
  expect(ids.map((row) => row['id'])).toEqual([v5('2026-08-13', id), v5('2026-08-14', id)])
  expect(await total(id)).toBe('200.00')
  await change(id, `status = 'cancelled'`)
})

test('longer and shorter stays take and let go of nights, and none is ever deleted', async () => {
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  await change(id, `check_out_date = '2026-08-16'`)
  expect(await nightsOf(id)).toEqual([
    held('2026-08-13', '101'),
    held('2026-08-14', '101'),
    held('2026-08-15', '101'),
  ])
  expect(await total(id)).toBe('300.00')
  await change(id, `check_out_date = '2026-08-14'`)
  expect(await nightsOf(id)).toEqual([
    held('2026-08-13', '101'),
    letGo('2026-08-14', '101'),
    letGo('2026-08-15', '101'),
  ])
  expect(await total(id)).toBe('100.00')
  await change(
    id,
    `check_in_date = '2026-08-14', check_out_date = '2026-08-16', room_id = '${hotel.room('102')}'`,
  )
  expect(await nightsOf(id)).toEqual([
    letGo('2026-08-13', '101'),
    held('2026-08-14', '102'),
    held('2026-08-15', '102'),
  ])
  expect(await total(id)).toBe('200.00')
  await change(id, `status = 'cancelled'`)
})

test('a stay that ends, is cancelled or does not come lets go of all its nights; reinstated it holds them again', async () => {
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  for (const status of ['cancelled', 'confirmed', 'no_show', 'checked_in', 'checked_out']) {
    await change(id, `status = '${status}'`)
    const holds = ['confirmed', 'checked_in'].includes(status)
    expect(await nightsOf(id), status).toEqual([
      { ...held('2026-08-13', '101'), holds },
      { ...held('2026-08-14', '101'), holds },
    ])
  }
})

test('nights that have passed keep their room and their price', async () => {
  const id = await addBooking(db, {
    type: hotel.standard,
    room: hotel.room('101'),
    arrival: '2026-08-11',
    departure: '2026-08-15',
    status: 'checked_in',
  })
  await change(id, `room_id = '${hotel.room('103')}', room_rate = 120`)
  expect(await nightsOf(id)).toEqual([
    held('2026-08-11', '101'),
    held('2026-08-12', '101'),
    held('2026-08-13', '103', '120.00'),
    held('2026-08-14', '103', '120.00'),
  ])
  expect(await total(id)).toBe('440.00')
  await change(id, `status = 'checked_out'`)
})

test('a night that is on the folio keeps its price', async () => {
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('104'), status: 'checked_in' })
  await db.rows(
    `insert into public.transactions (booking_id, booking_night_id, type, description, business_date, amount)
     values ($1, $2, 'room_charge', 'Room', '2026-08-13', 100)`,
    [id, v5('2026-08-13', id)],
  )
  await change(id, `room_rate = 90`)
  expect(await nightsOf(id)).toEqual([held('2026-08-13', '104'), held('2026-08-14', '104', '90.00')])
})

test('day use has no night, and its charge counts once', async () => {
  const id = await addBooking(db, { type: hotel.standard, arrival: '2026-08-20', departure: '2026-08-20' })
  expect(await nightsOf(id)).toEqual([])
  await db.rows(
    `insert into public.transactions (booking_id, type, description, business_date, amount) values ($1, 'room_charge', 'Day use', '2026-08-20', 60)`,
    [id],
  )
  expect(await db.value(`select total_amount from public.bookings where id = $1`, [id])).toBe('60.00')
})
