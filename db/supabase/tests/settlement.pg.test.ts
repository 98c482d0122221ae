import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { addBooking, buildHotel, type Hotel } from './support/hotel.ts'
import {
  enrolTerminal,
  nightId,
  paymentWrites,
  stayWrites,
  type TestTerminal,
  update,
} from './support/terminal.ts'

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
  await db.rows(`update public.bookings set status = 'cancelled' where status in ('pending', 'confirmed')`)
  await db.rows(`update public.bookings set status = 'checked_out' where status = 'checked_in'`)
  await db.rows(`update public.hotel_settings set auto_move_parked = false`)
})

const settledAt = '2026-08-13T15:00:00.000Z'

const stay = async (id: string) =>
  (
    await db.rows(
      `select b.status::text, r.room_number as room, w.room_number as wanted from public.bookings b
         left join public.rooms r on r.id = b.room_id left join public.rooms w on w.id = b.wanted_room_id where b.id = $1`,
      [id],
    )
  )[0]

const cards = async (id: string) =>
  await db.rows(
    `select kind, status, resolution, offline from public.sync_conflicts where booking_id = $1 order by created_at`,
    [id],
  )

/** Sells room 101 for a second time; says under which card the stay waits. */
async function parked(
  status = 'confirmed',
): Promise<{ readonly bookingId: string; readonly cardId: string }> {
  const bookingId = v7()
  await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
  await one.do({
    name: status === 'checked_in' ? 'booking.walkIn' : 'booking.create',
    actor,
    writes: stayWrites(one, actor, { bookingId, type: hotel.standard, room: hotel.room('101'), status }),
  })
  const cardId = z
    .string()
    .parse(await db.value(`select id from public.sync_conflicts where booking_id = $1`, [bookingId]))
  return { bookingId, cardId }
}

const claim = (cardId: string, at = settledAt, resolution = 'room_given') =>
  update(
    'sync_conflicts',
    cardId,
    { status: 'open', resolution: null, settled_at: null, settled_by: null },
    { status: 'settled', resolution, settled_at: at, settled_by: actor },
  )

const give = (bookingId: string, room: string) => [
  update(
    'bookings',
    bookingId,
    { room_id: null, wanted_room_id: hotel.room('101') },
    { room_id: hotel.room(room), wanted_room_id: null },
  ),
  ...['2026-08-13', '2026-08-14'].map((night) =>
    update('booking_nights', nightId(bookingId, night), { room_id: null }, { room_id: hotel.room(room) }),
  ),
]

test('of two desks that settle one card the first does, and the second changes nothing and is told', async () => {
  const { bookingId, cardId } = await parked()
  const first = await one.do({
    name: 'conflict.giveRoom',
    actor,
    writes: [claim(cardId), ...give(bookingId, '102')],
  })
  const second = await two.do({
    name: 'conflict.giveRoom',
    actor,
    writes: [claim(cardId, '2026-08-13T15:00:01.000Z'), ...give(bookingId, '103')],
  })
  expect(first).toMatchObject({ status: 'applied' })
  expect(second).toMatchObject({
    status: 'conflict',
    reason: 'already_settled',
    detail: { resolution: 'room_given' },
  })
  expect(await stay(bookingId)).toEqual({ status: 'confirmed', room: '102', wanted: null })
  expect(await cards(bookingId)).toEqual([
    { kind: 'room_taken', status: 'settled', resolution: 'room_given', offline: true },
    { kind: 'already_settled', status: 'open', resolution: null, offline: true },
  ])
})

test('a card that was settled by giving the room at the desk is not settled again', async () => {
  const { bookingId, cardId } = await parked()
  await one.do({ name: 'booking.assignRoom', actor, writes: give(bookingId, '104') })
  expect(
    await two.do({ name: 'conflict.giveRoom', actor, writes: [claim(cardId), ...give(bookingId, '103')] }),
  ).toMatchObject({ status: 'conflict', reason: 'already_settled' })
})

test('what is settled may be undone, and then settled anew', async () => {
  const { bookingId, cardId } = await parked()
  await one.do({ name: 'conflict.giveRoom', actor, writes: [claim(cardId), ...give(bookingId, '102')] })
  const undone = await two.do({
    name: 'booking.undo',
    actor,
    writes: [
      update(
        'sync_conflicts',
        cardId,
        { status: 'settled', resolution: 'room_given', settled_at: settledAt, settled_by: actor },
        { status: 'open', resolution: null, settled_at: null, settled_by: null },
      ),
      update(
        'bookings',
        bookingId,
        { room_id: hotel.room('102'), wanted_room_id: null },
        { room_id: null, wanted_room_id: hotel.room('101') },
      ),
      ...['2026-08-13', '2026-08-14'].map((night) =>
        update(
          'booking_nights',
          nightId(bookingId, night),
          { room_id: hotel.room('102') },
          { room_id: null },
        ),
      ),
    ],
  })
  expect(undone).toMatchObject({ status: 'applied' })
  expect(await stay(bookingId)).toEqual({ status: 'confirmed', room: null, wanted: '101' })
  expect(
    await two.do({ name: 'conflict.giveRoom', actor, writes: [claim(cardId), ...give(bookingId, '103')] }),
  ).toMatchObject({ status: 'applied' })
})

test('where the hotel lets it, a stay that lost its room has another of its type before anybody looks', async () => {
  await db.rows(`update public.hotel_settings set auto_move_parked = true`)
  const { bookingId, cardId } = await parked()
  expect(await stay(bookingId)).toEqual({ status: 'confirmed', room: '102', wanted: null })
  expect(
    await db.rows(
      `select status, resolution, settled_by, theirs ->> 'movedToRoomId' as room from public.sync_conflicts where id = $1`,
      [cardId],
    ),
  ).toEqual([
    { status: 'settled', resolution: 'moved_automatically', settled_by: null, room: hotel.room('102') },
  ])
  expect(
    await db.rows(
      `select n.room_id from public.booking_nights n where n.booking_id = $1 and n.room_id is distinct from $2`,
      [bookingId, hotel.room('102')],
    ),
  ).toEqual([])
  expect(
    await db.rows(
      `select new_values ->> 'room_id' as room from public.audit_logs where record_id = $1 and command = 'conflict.autoMove'`,
      [bookingId],
    ),
  ).toEqual([{ room: hotel.room('102') }])
})

test('who has arrived is not moved by software, nor is anybody when no room of the type is left', async () => {
  await db.rows(`update public.hotel_settings set auto_move_parked = true`)
  const arrived = await parked('checked_in')
  expect(await stay(arrived.bookingId)).toEqual({ status: 'checked_in', room: null, wanted: '101' })
  await db.rows(`update public.bookings set status = 'cancelled' where status = 'confirmed'`)
  for (const room of ['102', '103', '104'])
    await addBooking(db, { type: hotel.standard, room: hotel.room(room) })
  const late = await parked()
  expect(await stay(late.bookingId)).toEqual({ status: 'confirmed', room: null, wanted: '101' })
})

test('money in suspense finds its stay and counts there, once', async () => {
  const paymentId = v7()
  const writes = paymentWrites(one, actor, v7(), '45.00', paymentId)
  const lost = await one.do({ name: 'folio.takePayment', actor, writes })
  const cardId = z
    .string()
    .parse(await db.value(`select id from public.sync_conflicts where op_id = $1`, [lost.opId]))
  const lineId = z
    .string()
    .parse(await db.value(`select id from public.transactions where payment_id = $1`, [paymentId]))
  const [home, other] = [
    await addBooking(db, { type: hotel.standard }),
    await addBooking(db, { type: hotel.standard }),
  ]
  const attach = (bookingId: string, at: string) => [
    claim(cardId, at, 'attached'),
    update(
      'payments',
      paymentId,
      { booking_id: null, suspense_reason: 'booking_unknown' },
      { booking_id: bookingId, suspense_reason: null },
    ),
    update(
      'transactions',
      lineId,
      { booking_id: null, suspense_reason: 'booking_unknown' },
      { booking_id: bookingId, suspense_reason: null },
    ),
  ]
  expect(
    await one.do({ name: 'conflict.attachMoney', actor, writes: attach(home, settledAt) }),
  ).toMatchObject({ status: 'applied' })
  expect(
    await two.do({ name: 'conflict.attachMoney', actor, writes: attach(other, '2026-08-13T15:00:09.000Z') }),
  ).toMatchObject({ status: 'conflict', reason: 'already_settled' })
  expect(await db.value(`select paid_amount from public.bookings where id = $1`, [home])).toBe('45.00')
  expect(await db.value(`select paid_amount from public.bookings where id = $1`, [other])).toBe('0.00')
  expect(
    await db.value(`select sum(amount) from public.transactions where payment_id = $1`, [paymentId]),
  ).toBe('-45.00')
})

test('nobody says that somebody else has settled it, and only a manager lets the server move guests', async () => {
  const { cardId } = await parked()
  const others = update(
    'sync_conflicts',
    cardId,
    { status: 'open', settled_at: null, settled_by: null },
    { status: 'settled', settled_at: settledAt, settled_by: hotel.staff.manager },
  )
  expect(await one.do({ name: 'conflict.acknowledge', actor, writes: [others] })).toMatchObject({
    reason: 'not_permitted',
  })
  const on = update(
    'hotel_settings',
    '00000000-0000-7000-8000-000000000001',
    { auto_move_parked: false },
    { auto_move_parked: true },
  )
  expect(await one.do({ name: 'hotel.setAutoMove', actor, writes: [on] })).toMatchObject({
    reason: 'not_permitted',
  })
  expect(await one.do({ name: 'hotel.setAutoMove', actor: hotel.staff.manager, writes: [on] })).toMatchObject(
    { status: 'applied' },
  )
})
