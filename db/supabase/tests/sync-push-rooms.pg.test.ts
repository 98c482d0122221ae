import { v7 } from 'uuid'
import { beforeEach, expect, test } from 'vitest'

import { addBooking } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import {
  enrolTerminal,
  nightId,
  paymentWrites,
  stayWrites,
  type TestTerminal,
  update,
} from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()
const terminal = await enrolTerminal(db)

beforeEach(async () => {
  await db.rows(`update public.bookings set status = 'checked_out' where status = 'checked_in'`)
  await db.rows(
    `update public.bookings set status = 'cancelled' where status in ('pending', 'confirmed', 'guaranteed')`,
  )
})

const stay = async (id: string) =>
  (
    await db.rows(
      `select b.status::text, r.room_number as room, w.room_number as wanted, b.paid_amount as paid
         from public.bookings b left join public.rooms r on r.id = b.room_id left join public.rooms w on w.id = b.wanted_room_id
        where b.id = $1`,
      [id],
    )
  )[0]

const nights = async (id: string) =>
  await db.rows(
    `select n.night, r.room_number as room, n.holds_room as holds from public.booking_nights n
       left join public.rooms r on r.id = n.room_id where n.booking_id = $1 order by n.night`,
    [id],
  )

const conflicts = async (id: string) =>
  await db.rows(
    `select kind, outcome, status, resolution, theirs from public.sync_conflicts where booking_id = $1`,
    [id],
  )

const sell = async (bookingId: string, room: string, status = 'confirmed') =>
  await terminal.do({
    name: status === 'checked_in' ? 'booking.walkIn' : 'booking.create',
    actor,
    writes: stayWrites(terminal, actor, { bookingId, type: hotel.standard, room: hotel.room(room), status }),
  })

const assign = async (id: string, from: string | null, to: string) =>
  await terminal.do({
    name: 'booking.assignRoom',
    actor,
    writes: [
      update(
        'bookings',
        id,
        { room_id: from === null ? null : hotel.room(from) },
        { room_id: hotel.room(to) },
      ),
      ...['2026-08-13', '2026-08-14'].map((night) =>
        update(
          'booking_nights',
          nightId(id, night),
          { room_id: from === null ? null : hotel.room(from) },
          { room_id: hotel.room(to) },
        ),
      ),
    ],
  })

test('two guests sold one room: the second keeps the booking and its code without the room, and a person is told who has it', async () => {
  const holder = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  const id = v7()
  const result = await sell(id, '101')
  expect(result).toMatchObject({
    status: 'parked',
    reason: 'room_taken',
    detail: {
      bookingId: id,
      wantedRoomId: hotel.room('101'),
      heldBy: [{ bookingId: holder, status: 'confirmed', arrival: '2026-08-13', departure: '2026-08-15' }],
    },
  })
  expect(await stay(id)).toEqual({ status: 'confirmed', room: null, wanted: '101', paid: '0.00' })
  expect(await nights(id)).toEqual([
    { night: '2026-08-13', room: null, holds: true },
    { night: '2026-08-14', room: null, holds: true },
  ])
  expect(await conflicts(id)).toMatchObject([
    { kind: 'room_taken', outcome: 'parked', status: 'open', theirs: result.detail },
  ])
  expect(await db.value(`select total_amount from public.bookings where id = $1`, [id])).toBe('200.00')
  expect(
    await db.rows(
      `select new_values ->> 'room_id' as room, new_values ->> 'wanted_room_id' as wanted from public.audit_logs where op_id = $1 and table_name = 'bookings'`,
      [result.opId],
    ),
  ).toEqual([{ room: null, wanted: hotel.room('101') }])
})

test('of a stay to come a person is told who has the room then, and not who is in it today', async () => {
  const [room, arrival, departure] = [hotel.room('101'), '2026-08-20', '2026-08-21']
  await addBooking(db, { type: hotel.standard, room, status: 'checked_in' })
  const holder = await addBooking(db, { type: hotel.standard, room, arrival, departure })
  const result = await terminal.do({
    name: 'booking.create',
    actor,
    writes: stayWrites(terminal, actor, { bookingId: v7(), type: hotel.standard, room, arrival, departure }),
  })
  expect(result).toMatchObject({ status: 'parked', detail: { heldBy: [{ bookingId: holder }] } })
})

test('what was done to a parked stay before its terminal heard of it still counts: money, arrival, another room', async () => {
  await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  const id = v7()
  await sell(id, '101')
  const paid = await terminal.do({
    name: 'folio.takePayment',
    actor,
    writes: paymentWrites(terminal, actor, id, '70.00'),
  })
  expect(paid).toMatchObject({ status: 'applied' })
  const arrived = await terminal.do({
    name: 'booking.checkIn',
    actor,
    writes: [update('bookings', id, { status: 'confirmed' }, { status: 'checked_in' })],
  })
  expect(arrived).toMatchObject({ status: 'applied' })
  expect(await stay(id)).toEqual({ status: 'checked_in', room: null, wanted: '101', paid: '70.00' })

  expect(await assign(id, '101', '102')).toMatchObject({ status: 'applied' })
  expect(await stay(id)).toEqual({ status: 'checked_in', room: '102', wanted: null, paid: '70.00' })
  expect(await nights(id)).toEqual([
    { night: '2026-08-13', room: '102', holds: true },
    { night: '2026-08-14', room: '102', holds: true },
  ])
  expect(await conflicts(id)).toMatchObject([{ status: 'settled', resolution: 'room_given' }])
  expect(await db.value(`select status from public.rooms where id = $1`, [hotel.room('102')])).toBe(
    'occupied',
  )
})

test('two walk-ins let into one room are both in house, and both are seen', async () => {
  const first = v7()
  const second = v7()
  const other = await enrolTerminal(db)
  expect(await sell(first, '103', 'checked_in')).toMatchObject({ status: 'applied' })
  const result = await other.do({
    name: 'booking.walkIn',
    actor,
    writes: [
      ...stayWrites(other, actor, {
        bookingId: second,
        type: hotel.standard,
        room: hotel.room('103'),
        status: 'checked_in',
      }),
      ...paymentWrites(other, actor, second, '200.00'),
    ],
  })
  expect(result).toMatchObject({
    status: 'parked',
    detail: { heldBy: [{ bookingId: first, status: 'checked_in' }] },
  })
  expect(await stay(first)).toMatchObject({ status: 'checked_in', room: '103' })
  expect(await stay(second)).toEqual({ status: 'checked_in', room: null, wanted: '103', paid: '200.00' })
})

test('a guest let into a room in which somebody overstays is in house, and has lost the room', async () => {
  await addBooking(db, {
    type: hotel.standard,
    room: hotel.room('104'),
    arrival: '2026-08-11',
    departure: '2026-08-13',
    status: 'checked_in',
  })
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('104') })
  const result = await terminal.do({
    name: 'booking.checkIn',
    actor,
    writes: [update('bookings', id, { status: 'confirmed' }, { status: 'checked_in' })],
  })
  expect(result).toMatchObject({ status: 'parked', reason: 'room_taken' })
  expect(await stay(id)).toEqual({ status: 'checked_in', room: null, wanted: '104', paid: '0.00' })
  expect((await nights(id)).map((night) => night['room'])).toEqual([null, null])
})

test('a stay that is moved into a taken room keeps the room it has', async () => {
  await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('102') })
  expect(await assign(id, '102', '101')).toMatchObject({ status: 'conflict', reason: 'room_taken' })
  expect(await stay(id)).toMatchObject({ room: '102', wanted: null })
  expect(await conflicts(id)).toMatchObject([{ kind: 'room_taken', outcome: 'conflict', status: 'open' }])
})

test('a stay without a room that is given a taken one goes on waiting, for that one', async () => {
  await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  const id = await addBooking(db, { type: hotel.standard })
  expect(await assign(id, null, '101')).toMatchObject({ status: 'parked' })
  expect(await stay(id)).toMatchObject({ status: 'confirmed', room: null, wanted: '101' })
})

test('a room out of order is taken too', async () => {
  await db.rows(
    `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, 'out_of_order', '2026-08-14', '2026-08-20', 'water')`,
    [hotel.room('201')],
  )
  const id = v7()
  const result = await terminal.do({
    name: 'booking.create',
    actor,
    writes: stayWrites(terminal, actor, { bookingId: id, type: hotel.suite, room: hotel.room('201') }),
  })
  expect(result).toMatchObject({ status: 'parked', detail: { heldBy: [] } })
})

test('a cancellation undone after the room went to somebody else brings the stay back without it', async () => {
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('102') })
  await db.rows(`update public.bookings set status = 'cancelled' where id = $1`, [id])
  await addBooking(db, { type: hotel.standard, room: hotel.room('102') })
  const result = await terminal.do({
    name: 'booking.undo',
    actor,
    writes: [
      update('bookings', id, { status: 'cancelled' }, { status: 'confirmed' }),
      update('booking_nights', nightId(id, '2026-08-13'), { holds_room: false }, { holds_room: true }),
      update('booking_nights', nightId(id, '2026-08-14'), { holds_room: false }, { holds_room: true }),
    ],
  })
  expect(result).toMatchObject({ status: 'parked' })
  expect(await stay(id)).toMatchObject({ status: 'confirmed', room: null, wanted: '102' })
  expect((await nights(id)).map((night) => [night['room'], night['holds']])).toEqual([
    [null, true],
    [null, true],
  ])
})

test('the claim of a parked stay ends with the stay', async () => {
  await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  const id = v7()
  await sell(id, '101')
  await terminal.do({
    name: 'booking.cancel',
    actor,
    writes: [
      update(
        'bookings',
        id,
        { status: 'confirmed', cancelled_by: null },
        { status: 'cancelled', cancelled_by: actor },
      ),
    ],
  })
  expect(await conflicts(id)).toMatchObject([{ status: 'settled', resolution: 'stay_over' }])
})

test('thirty terminals that sell one room at once: one has it, all have their guest, none is killed', async () => {
  const terminals: TestTerminal[] = []
  while (terminals.length < 30) terminals.push(await enrolTerminal(db))
  const ids = terminals.map(() => v7())
  const results = await Promise.all(
    terminals.map(
      async (desk, index) =>
        await desk.do({
          name: 'booking.create',
          actor,
          writes: stayWrites(desk, actor, {
            bookingId: ids[index] ?? '',
            type: hotel.standard,
            room: hotel.room('101'),
            arrival: '2027-01-01',
            departure: '2027-01-05',
          }),
        }),
    ),
  )
  expect(results.filter((result) => result.status === 'applied')).toHaveLength(1)
  expect(results.filter((result) => result.status === 'parked')).toHaveLength(29)
  expect(await db.value(`select count(*)::int from public.bookings where id = any ($1)`, [ids])).toBe(30)
})
