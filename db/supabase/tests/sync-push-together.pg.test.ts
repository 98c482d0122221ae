import * as fc from 'fast-check'
import { v5, v7 } from 'uuid'
import { z } from 'zod'
import { expect, test } from 'vitest'

import type { RowWrite, SignedOp } from '../../../shared/protocol/envelope.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { addBooking, today } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, insert, nightId, paymentWrites, stayWrites, update } from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()
const terminal = await enrolTerminal(db)

/** When everything was done, by the terminal's clock; it stands in the rows that it sends. */
const wall = '2026-08-13T14:05:06.789Z'

/** What the server holds, but for when it got it. */
async function stateOf(): Promise<unknown> {
  const { session } = terminal
  await session.rows('reset role')
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse(await session.rows('select name from sync.tables order by name'))
  const state: Record<string, unknown> = {}
  for (const { name } of tables) {
    state[name] = await session.value(`select json_agg(to_jsonb(t) order by t.id) from public.${name} t`)
  }
  state['ops'] = await session.rows(
    `select seq, op_id, status, reason, detail, order_number from sync.ops order by order_number`,
  )
  return JSON.parse(
    JSON.stringify(state).replaceAll(/"20\d\d-\d\d-\d\dT[^"]*"/g, (at) =>
      at.startsWith(`"${wall.slice(0, -1)}`) ? at : '"now"',
    ),
  )
}

/** Pushes in batches of this many, looks, and takes all of it back. */
async function tryOut(ops: readonly SignedOp[], atOnce: number) {
  const { session } = terminal
  await session.rows('begin')
  try {
    const results = []
    for (let from = 0; from < ops.length; from += atOnce) {
      results.push(...(await terminal.push(ops.slice(from, from + atOnce))).results)
    }
    return { results, state: await stateOf() }
  } finally {
    await session.rows('rollback')
    await session.rows('set role authenticated')
  }
}

interface Stay {
  readonly id: string
  readonly nights: readonly string[]
  status: string
  room: string | null
}

const pick = fc.record({
  kind: fc.constantFrom(
    'sell',
    'sell',
    'pay',
    'pay',
    'charge',
    'assign',
    'checkIn',
    'checkOut',
    'cancel',
    'clean',
    'rename',
  ),
  stay: fc.nat(1000),
  room: fc.nat(1000),
  day: fc.nat(3),
  /** One in twenty believes something that is not so. */
  stale: fc.nat(19),
})
type Pick = typeof pick extends fc.Arbitrary<infer T> ? T : never

function commandOf(what: Pick, stays: Stay[]): { name: string; writes: readonly RowWrite[] } {
  const arrival = addDays(today, what.day)
  const room = hotel.room(`10${(what.room % 4) + 1}`)
  const stay = stays[what.stay % stays.length]
  if (what.kind === 'sell' || stay === undefined) {
    const id = v7()
    const sold = {
      id,
      nights: [nightId(id, arrival)],
      status: 'confirmed',
      room: what.room % 3 === 0 ? room : null,
    }
    stays.push(sold)
    return {
      name: 'booking.create',
      writes: stayWrites(terminal, actor, {
        bookingId: id,
        type: hotel.standard,
        room: sold.room,
        arrival,
        departure: addDays(arrival, 1),
      }),
    }
  }
  const status = what.stale === 0 ? 'no_show' : stay.status
  const nights = (
    was: Record<string, boolean | string | null>,
    set: Record<string, boolean | string | null>,
  ) => stay.nights.map((id) => update('booking_nights', id, was, set))
  switch (what.kind) {
    case 'pay':
      return {
        name: 'folio.takePayment',
        writes: [
          update('number_series', v5('payment', terminal.id), { last_number: 1 }, { last_number: what.stay }),
          ...paymentWrites(terminal, actor, what.stale === 0 ? v7() : stay.id, '5.00'),
        ],
      }
    case 'charge':
      return {
        name: 'folio.postCharge',
        writes: [
          insert('transactions', v7(), {
            booking_id: stay.id,
            type: 'extra_charge',
            description: 'Minibar',
            business_date: today,
            amount: '4.50',
          }),
        ],
      }
    case 'assign': {
      const was = stay.room
      stay.room = room
      return {
        name: 'booking.assignRoom',
        writes: [
          update('bookings', stay.id, { room_id: was }, { room_id: room }),
          ...nights({ room_id: was }, { room_id: room }),
        ],
      }
    }
    case 'checkIn':
      stay.status = 'checked_in'
      return {
        name: 'booking.checkIn',
        writes: [update('bookings', stay.id, { status }, { status: 'checked_in' })],
      }
    case 'checkOut':
      stay.status = 'checked_out'
      return {
        name: 'booking.checkOut',
        writes: [
          update('bookings', stay.id, { status }, { status: 'checked_out' }),
          ...nights({ holds_room: true }, { holds_room: false }),
        ],
      }
    case 'cancel':
      stay.status = 'cancelled'
      return {
        name: 'booking.cancel',
        writes: [
          update('bookings', stay.id, { status }, { status: 'cancelled' }),
          ...nights({ holds_room: true }, { holds_room: false }),
        ],
      }
    case 'rename':
      return {
        name: 'guest.update',
        writes: [update('customers', v7(), { email: null }, { email: 'a@b.example' })],
      }
    case 'clean':
      return {
        name: 'room.setHousekeeping',
        writes: [update('rooms', room, { housekeeping_status: 'clean' }, { housekeeping_status: 'dirty' })],
      }
    default:
      return unreachable(what.kind)
  }
}

test('a batch comes to what its commands come to one by one: rows, sums, audit, cards and ends', async () => {
  // somebody else's stays, which this desk knows, and rooms that they have
  const others: Stay[] = []
  for (const [index, number] of ['101', '102'].entries()) {
    const arrival = addDays(today, index)
    const room = hotel.room(number)
    const id = await addBooking(db, { type: hotel.standard, room, arrival, departure: addDays(arrival, 1) })
    others.push({ id, nights: [nightId(id, arrival)], status: 'confirmed', room })
  }
  const ends = new Map<string, number>()
  let whole = 0
  const plans = fc.sample(fc.array(pick, { minLength: 2, maxLength: 50, size: 'max' }), {
    numRuns: 20,
    seed: 20_260_813,
  })
  for (const plan of plans) {
    const stays = others.map((stay) => ({ ...stay }))
    const chain = { ...terminal.chain }
    const ops = plan.map((what) => terminal.seal({ actor, ...commandOf(what, stays) }))
    Object.assign(terminal.chain, chain)
    const together = await tryOut(ops, 50)
    const single = await tryOut(ops, 1)
    expect(together, JSON.stringify(plan)).toEqual(single)
    for (const { status } of together.results) ends.set(status, (ends.get(status) ?? 0) + 1)
    if (together.results.every(({ status }) => status === 'applied')) whole += 1
  }
  // the sample is worth something: all ends are in it, and batches of nothing but good commands
  expect([...ends.keys()].toSorted()).toEqual(['applied', 'conflict', 'merged', 'parked', 'refused'])
  expect(ends.get('applied')).toBeGreaterThan(200)
  expect(whole).toBeGreaterThan(0)
})
