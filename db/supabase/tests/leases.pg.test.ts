import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { openTestDatabase, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, buildHotel, type Hotel, today } from './support/hotel.ts'
import { enrolTerminal, stayWrites, type TestTerminal, update } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let actor: string
let one: TestTerminal
let two: TestTerminal
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  actor = hotel.staff.front_desk
  one = await enrolTerminal(db, 'Desk 1')
  two = await enrolTerminal(db, 'Desk 2')
})
afterAll(async () => await db.stop())

beforeEach(async () => {
  await db.rows(`delete from public.room_leases`)
  await db.rows(`update public.bookings set status = 'cancelled' where status = 'confirmed'`)
  await db.rows(`update public.bookings set status = 'checked_out' where status = 'checked_in'`)
  await db.rows(`delete from public.sync_conflicts`)
  await db.rows(`update public.hotel_settings set lease_rooms = 1, auto_move_parked = false`)
})

const granted = z.object({ behind: z.boolean(), nights: z.number(), expiresAt: z.string().nullable() })

const ask = async (terminal: TestTerminal, seq = terminal.chain.seq) =>
  granted.parse(await terminal.session.value('select public.sync_lease($1)', [seq]))

/** Which rooms a terminal may sell tonight. */
const leased = async (terminal: TestTerminal) =>
  (
    await db.rows(
      `select r.room_number from public.room_leases l join public.rooms r on r.id = l.room_id
        where l.terminal_id = $1 and l.night = $2 order by 1`,
      [terminal.id, today],
    )
  ).map((row) => row['room_number'])

const sell = async (terminal: TestTerminal, room: string, status = 'confirmed', departure?: string) => {
  const bookingId = v7()
  const result = await terminal.do({
    name: status === 'checked_in' ? 'booking.walkIn' : 'booking.create',
    actor,
    writes: stayWrites(terminal, actor, {
      bookingId,
      type: hotel.standard,
      room: hotel.room(room),
      status,
      ...(departure === undefined ? {} : { departure }),
    }),
  })
  return { bookingId, ...result }
}

const stay = async (id: string) =>
  (
    await db.rows(
      `select r.room_number as room, w.room_number as wanted, b.to_be_confirmed as doubtful
         from public.bookings b left join public.rooms r on r.id = b.room_id left join public.rooms w on w.id = b.wanted_room_id
        where b.id = $1`,
      [id],
    )
  )[0]

const expire = async (terminal: TestTerminal) =>
  await db.rows(
    `update public.room_leases set expires_at = now() - interval '1 hour' where terminal_id = $1`,
    [terminal.id],
  )

test('a desk gets a room of each type for the coming week, and no two desks get the same', async () => {
  expect(await ask(one)).toMatchObject({ behind: false, nights: 14 })
  await ask(two)
  expect(await leased(one)).toEqual(['101', '201'])
  expect(await leased(two)).toEqual(['102'])
})

test('asking again renews the same rooms', async () => {
  await ask(one)
  await db.rows(`update public.room_leases set expires_at = now() + interval '1 minute'`)
  await ask(one)
  expect(await leased(one)).toEqual(['101', '201'])
  expect(
    await db.value(
      `select count(*)::int from public.room_leases where expires_at < now() + interval '23 hours'`,
    ),
  ).toBe(0)
})

test('rooms that are sold, out of order or owed to somebody without a room are not leased', async () => {
  await db.rows(
    `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, 'out_of_order', $2, '2026-08-30', 'Leak')`,
    [hotel.room('101'), today],
  )
  await addBooking(db, { type: hotel.standard, room: hotel.room('102') })
  await addBooking(db, { type: hotel.suite })
  await ask(one)
  expect(await leased(one)).toEqual(['103'])
  await db.rows(`update public.room_blocks set released_at = now()`)
})

test('what one desk has leased no other sells: the stay is kept without the room', async () => {
  await ask(one)
  const sold = await sell(two, '101')
  expect(sold).toMatchObject({ status: 'parked', reason: 'room_taken' })
  expect(await stay(sold.bookingId)).toEqual({ room: null, wanted: '101', doubtful: false })
  expect(await sell(one, '101')).toMatchObject({ status: 'applied' })
})

test('nor for a day’s use, nor for a guest who is to leave today: who is let in would be in the other’s way', async () => {
  await ask(one)
  const daytime = await sell(two, '101', 'checked_in', today)
  expect(daytime).toMatchObject({ status: 'parked', reason: 'room_taken' })
  expect(await stay(daytime.bookingId)).toEqual({ room: null, wanted: '101', doubtful: false })
  const reserved = await sell(two, '101', 'confirmed', today)
  expect(reserved).toMatchObject({ status: 'parked', reason: 'room_taken' })

  const leaving = await addBooking(db, {
    type: hotel.standard,
    room: hotel.room('103'),
    arrival: '2026-08-12',
    departure: today,
    status: 'checked_in',
  })
  const rooms = [{ room_id: hotel.room('103') }, { room_id: hotel.room('101') }] as const
  const moved = await two.do({
    name: 'booking.moveRoom',
    actor,
    writes: [update('bookings', leaving, rooms[0], rooms[1])],
  })
  expect(moved).toMatchObject({ status: 'conflict', reason: 'room_taken' })
  expect(await sell(one, '101', 'checked_in')).toMatchObject({ status: 'applied' })
})

test('a room that somebody has for the day is not leased for it, and that guest is let in', async () => {
  const daytime = await addBooking(db, { type: hotel.standard, room: hotel.room('101'), departure: today })
  await ask(one)
  expect(await leased(one)).toEqual(['102', '201'])
  expect(
    await two.do({
      name: 'booking.checkIn',
      actor,
      writes: [update('bookings', daytime, { status: 'confirmed' }, { status: 'checked_in' })],
    }),
  ).toMatchObject({ status: 'applied' })
})

test('when the lease has run out a day’s use is taken, to be confirmed', async () => {
  await ask(one)
  await expire(one)
  const daytime = await sell(two, '101', 'confirmed', today)
  expect(daytime).toMatchObject({ status: 'applied' })
  expect(await stay(daytime.bookingId)).toEqual({ room: '101', wanted: null, doubtful: true })
})

test('nor does the office, which is told', async () => {
  await ask(one)
  expect(await sqlStateOf(addBooking(db, { type: hotel.standard, room: hotel.room('101') }))).toBe('23P01')
})

test('a desk that has not sent all it did gets nothing yet', async () => {
  expect(await ask(one, one.chain.seq + 1)).toEqual({ behind: true, nights: 0, expiresAt: null })
  expect(await leased(one)).toEqual([])
})

test('a lease that has run out is nobody else’s until its desk was heard of, and what others sell is to be confirmed', async () => {
  await ask(one)
  await expire(one)
  await ask(two)
  expect(await leased(two)).toEqual(['102'])
  const sold = await sell(two, '101')
  expect(sold).toMatchObject({ status: 'applied' })
  expect(await stay(sold.bookingId)).toEqual({ room: '101', wanted: null, doubtful: true })
  await ask(one)
  expect(await stay(sold.bookingId)).toEqual({ room: '101', wanted: null, doubtful: false })
})

test('and when its desk had sold the room before, that guest has it, and the doubtful one gives way', async () => {
  await ask(one)
  await expire(one)
  const doubtful = await sell(two, '101')
  const promised = await sell(one, '101')
  expect(promised).toMatchObject({ status: 'applied' })
  expect(await stay(promised.bookingId)).toEqual({ room: '101', wanted: null, doubtful: false })
  expect(await stay(doubtful.bookingId)).toEqual({ room: null, wanted: '101', doubtful: false })
  expect(
    await db.rows(
      `select kind, outcome, status, theirs #>> '{heldBy,0,bookingId}' as holder
                     from public.sync_conflicts where booking_id = $1`,
      [doubtful.bookingId],
    ),
  ).toEqual([{ kind: 'room_taken', outcome: 'parked', status: 'open', holder: promised.bookingId }])
})

test('but a guest who sits in the room stays in it', async () => {
  await ask(one)
  await expire(one)
  const sitting = await sell(two, '101', 'checked_in')
  expect(await sell(one, '101')).toMatchObject({ status: 'parked' })
  expect(await stay(sitting.bookingId)).toMatchObject({ room: '101' })
})

test('the leases of a terminal that was sent away are open to all', async () => {
  const third = await enrolTerminal(db, 'Desk 3')
  await ask(third)
  await db.rows(`update public.terminals set revoked_at = now() where id = $1`, [third.id])
  expect(await sell(two, '101')).toMatchObject({ status: 'applied' })
  await ask(two)
  expect(await leased(third)).toEqual([])
})

test('desks that ask and sell at once are never both given one night', async () => {
  await db.rows(`update public.hotel_settings set lease_rooms = 4`)
  for (let round = 0; round < 8; round += 1) {
    await Promise.all([
      ask(one),
      ask(two),
      addBooking(db, { type: hotel.standard, room: hotel.room('104') }).catch(() => null),
    ])
    expect(
      await db.value(
        `select count(*)::int from public.room_leases l
           join public.booking_nights n on n.room_id = l.room_id and n.night = l.night and n.holds_room
           join public.bookings b on b.id = n.booking_id
          where b.terminal_id is distinct from l.terminal_id`,
      ),
    ).toBe(0)
    await db.rows(`delete from public.room_leases`)
    await db.rows(`update public.bookings set status = 'cancelled' where status = 'confirmed'`)
  }
})
