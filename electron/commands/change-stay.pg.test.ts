import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addBooking } from '../../db/supabase/tests/support/hotel.ts'
import { openTestDatabase, type TestDatabase } from '../../db/supabase/tests/support/database.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { changeDates } from './change-dates.ts'
import { checkIn } from './check-in.ts'
import { createBooking } from './create-booking.ts'
import type { CommandInput, DeskCommand } from './desk-command.ts'
import { lockRoom, moveRoom, split } from './move-room.ts'
import { swapRooms } from './swap-rooms.ts'
import { bookingOf } from './testing/desk.ts'
import { aServerDesk, type ServerDesk } from './testing/server-desk.ts'
import { undo } from './undo.ts'

let server: TestDatabase
let desk: ServerDesk
beforeAll(async () => {
  server = await openTestDatabase()
  desk = await aServerDesk(server)
})
afterAll(() => server.stop())

beforeEach(async () => {
  await server.rows(`update public.bookings set status = 'checked_out' where status = 'checked_in'`)
  await server.rows(
    `update public.bookings set status = 'cancelled' where status in ('pending', 'confirmed', 'guaranteed')`,
  )
  await desk.mirror()
})

/** Done here, and taken by the server as it was. */
async function applied<Name extends CallName, Facts>(
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
): Promise<string> {
  const { done, result } = await desk.do(command, input)
  const bookingId = bookingOf(done)
  expect(result, command.name).toMatchObject({ status: 'applied' })
  return bookingId
}

const book = (number: string, arrival: string, departure: string): Promise<string> =>
  applied(createBooking, {
    arrival,
    departure,
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: 'PT' },
    roomTypeId: desk.hotel.standard,
    roomId: desk.hotel.room(number),
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
  })

const keep = { price: 'keep', overbook: false } as const

test('the server takes every change of a stay’s room and dates as it was done, and its undo', async () => {
  const { room } = desk.hotel
  const other = await book('102', '2026-08-13', '2026-08-16')
  const one = await book('101', '2026-08-13', '2026-08-16')
  await applied(swapRooms, { bookingId: one, otherBookingId: other })
  await applied(undo, { bookingId: one })
  await applied(swapRooms, { bookingId: one, otherBookingId: other })
  await applied(checkIn, { bookingId: one })
  await applied(checkIn, { bookingId: other })
  // both in house: each passes through the other's room
  await applied(swapRooms, { bookingId: one, otherBookingId: other })
  await applied(undo, { bookingId: other })
  await applied(changeDates, { bookingId: one, departure: '2026-08-19', ...keep })
  await applied(undo, { bookingId: one })
  await applied(changeDates, { bookingId: one, departure: '2026-08-18', ...keep, price: 'reprice' })
  await applied(split, { bookingId: one, at: '2026-08-15', roomId: room('103') })
  await applied(undo, { bookingId: one })
  await applied(split, { bookingId: one, at: '2026-08-15', roomId: room('103') })
  const move = { bookingId: one, from: '2026-08-13', reason: 'noise' }
  await applied(moveRoom, { ...move, roomId: room('201'), price: 'reprice' })
  expect(await desk.differences()).toEqual([])
  await applied(undo, { bookingId: one })
  await applied(lockRoom, { bookingId: one, locked: true })
  await applied(changeDates, { bookingId: one, departure: '2026-08-14', ...keep })
  expect(await desk.differences()).toEqual([])
})

test('across a change of the clocks and the end of a year', async () => {
  const stay = await book('104', '2026-12-30', '2027-01-02')
  await applied(changeDates, {
    bookingId: stay,
    arrival: '2026-10-24',
    departure: '2026-10-27',
    ...keep,
    price: 'reprice',
  })
  await applied(changeDates, { bookingId: stay, arrival: '2027-03-27', departure: '2027-03-29', ...keep })
  expect(await desk.differences()).toEqual([])
})

test('the sums of a stay are those of its nights after every change', async () => {
  const stay = await book('101', '2026-08-20', '2026-08-23')
  const total = () => server.value('select total_room_charge from public.bookings where id = $1', [stay])
  expect(await total()).toBe('300.00')
  await applied(moveRoom, {
    bookingId: stay,
    from: '2026-08-21',
    roomId: desk.hotel.room('201'),
    price: 'reprice',
    reason: '',
  })
  expect(await total()).toBe('600.00')
  await applied(changeDates, { bookingId: stay, departure: '2026-08-22', ...keep })
  expect(await total()).toBe('350.00')
  await applied(changeDates, { bookingId: stay, departure: '2026-08-24', ...keep })
  expect(await total()).toBe('850.00')
})

test('a stay that is extended into a night that another desk sold keeps the dates and the room that it had', async () => {
  const stay = await book('103', '2026-08-20', '2026-08-22')
  await addBooking(server, {
    type: desk.hotel.standard,
    room: desk.hotel.room('103'),
    arrival: '2026-08-22',
    departure: '2026-08-23',
  })
  const { result } = await desk.do(changeDates, { bookingId: stay, departure: '2026-08-24', ...keep })
  expect(result).toMatchObject({ status: 'conflict', reason: 'room_taken' })
  expect(
    await server.rows('select check_out_date, room_id from public.bookings where id = $1', [stay]),
  ).toEqual([{ check_out_date: '2026-08-22', room_id: desk.hotel.room('103') }])
})
