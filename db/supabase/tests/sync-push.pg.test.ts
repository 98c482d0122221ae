import { afterAll, beforeAll, expect, test } from 'vitest'
import { v5, v7 } from 'uuid'

import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { buildHotel, type Hotel } from './support/hotel.ts'
import { enrolTerminal, paymentWrites, stayWrites, type TestTerminal, update } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
})
afterAll(async () => await db.stop())

test('a booking, its payment and its check-in are applied as written, with one audit row per row written', async () => {
  const actor = hotel.staff.front_desk
  const bookingId = v7()
  const opId = v7()
  const created = await terminal.do({
    name: 'booking.create',
    actor,
    opId,
    writes: stayWrites(terminal, actor, { bookingId, type: hotel.standard, room: hotel.room('101') }),
  })
  expect(created).toEqual({ seq: 1, opId, status: 'applied', reason: null, detail: {} })

  const paid = await terminal.do({
    name: 'folio.takePayment',
    actor,
    writes: paymentWrites(terminal, actor, bookingId, '80.50'),
  })
  expect(paid.status).toBe('applied')

  const arrived = await terminal.do({
    name: 'booking.checkIn',
    actor,
    writes: [
      update(
        'bookings',
        bookingId,
        { status: 'confirmed', actual_check_in: null },
        { status: 'checked_in', actual_check_in: '2026-08-13T15:00:00.000Z' },
      ),
    ],
  })
  expect(arrived).toMatchObject({ status: 'applied', reason: null })

  expect(
    await db.rows(
      `select status::text, total_room_charge, paid_amount, total_amount, actual_check_in at time zone 'UTC' = '2026-08-13 15:00' as at
         from public.bookings where id = $1`,
      [bookingId],
    ),
  ).toEqual([
    { status: 'checked_in', total_room_charge: '200.00', paid_amount: '80.50', total_amount: '200.00', at: true },
  ])
  expect(await db.value(`select status from public.rooms where id = $1`, [hotel.room('101')])).toBe('occupied')

  const audit = await db.rows(
    `select id, table_name, action, user_id, terminal_id, op_id, command, offline, business_date
       from public.audit_logs where op_id = $1 order by table_name, id`,
    [opId],
  )
  expect(audit.map((row) => row['table_name']).toSorted()).toEqual([
    'booking_nights',
    'booking_nights',
    'bookings',
    'customers',
  ])
  expect(audit.map((row) => row['id']).toSorted()).toEqual(['0', '1', '2', '3'].map((index) => v5(index, opId)).toSorted())
  expect(audit[0]).toMatchObject({
    action: 'INSERT',
    user_id: actor,
    terminal_id: terminal.id,
    command: 'booking.create',
    offline: true,
    business_date: '2026-08-13',
  })
})
