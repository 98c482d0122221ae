import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'

import { opStatuses } from '../../../shared/protocol/envelope.ts'
import { schemaVersion } from '../../../shared/protocol/rows.ts'
import { today } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, insert, nightId, paymentWrites, stayWrites, update } from './support/terminal.ts'

const batches = 12
const batchSize = 40

const { db, hotel, actor } = await openHotel()
const terminal = await enrolTerminal(db)

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const isJson = (value: unknown): value is Json => value !== undefined

/** A whole stay in three commands, as texts: any of them is good before it is spoilt. */
function goodBodies(count: number): readonly string[] {
  const bookingId = v7()
  const room = hotel.room(`10${(count % 4) + 1}`)
  const commands = [
    {
      name: 'booking.walkIn',
      writes: [
        ...stayWrites(terminal, actor, { bookingId, type: hotel.standard, room, status: 'checked_in' }),
        ...paymentWrites(terminal, actor, bookingId, '50.00'),
      ],
    },
    { name: 'folio.takePayment', writes: paymentWrites(terminal, actor, bookingId, '150.00') },
    {
      name: 'booking.checkOut',
      writes: [
        insert('transactions', nightId(nightId(bookingId, today), 'room_charge'), {
          booking_id: bookingId,
          booking_night_id: nightId(bookingId, today),
          type: 'room_charge',
          description: 'Room',
          business_date: today,
          amount: '100.00',
        }),
        update('bookings', bookingId, { status: 'checked_in' }, { status: 'checked_out' }),
        update('booking_nights', nightId(bookingId, today), { holds_room: true }, { holds_room: false }),
        update('rooms', room, { housekeeping_status: 'clean' }, { housekeeping_status: 'dirty' }),
      ],
    },
  ]
  return commands.map(({ name, writes }) =>
    JSON.stringify({
      opId: v7(),
      name,
      args: {},
      actor,
      businessDate: today,
      at: { wall: '2026-08-13T14:05:06.789Z', monotonicMs: 1, serverOffsetMs: null },
      offline: true,
      schemaVersion,
      writes,
    }),
  )
}

/** Replaces something, somewhere in it, by something else. */
function spoil(value: Json, path: readonly number[], by: Json): Json {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return by
  if (Array.isArray(value)) {
    if (value.length === 0) return by
    return value.map((item, index) => (index === step % value.length ? spoil(item, rest, by) : item))
  }
  const keys = Object.keys(value)
  const chosen = keys[step % Math.max(keys.length, 1)]
  if (chosen === undefined) return by
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === chosen ? spoil(item, rest, by) : item]),
  )
}

const spoilings = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
  by: fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '-1',
      '1e400',
      'Infinity',
      '9999-12-31',
      'infinity',
      "'; drop table bookings; --",
      'é'.repeat(5000),
    ),
    fc.uuid(),
  ),
  spoilt: fc.boolean(),
})

test('whatever a terminal sends, its queue goes on, and the books stay right', async () => {
  const plans = fc.sample(spoilings, { numRuns: batches * batchSize, seed: 20_260_813 })
  const statuses = new Set<string>()
  let bodies: string[] = []
  for (let batch = 0; batch < batches; batch++) {
    const ops = plans.slice(batch * batchSize, (batch + 1) * batchSize).map(({ path, by, spoilt }) => {
      if (bodies.length === 0) bodies = [...goodBodies(batch)]
      const good: unknown = JSON.parse(bodies.shift() ?? '{}')
      if (!isJson(good) || !isJson(by)) throw new Error('not JSON')
      const made = spoilt ? spoil(good, path, by) : good
      const seq = terminal.chain.seq + 1
      const body = JSON.stringify(
        typeof made === 'object' && made !== null && !Array.isArray(made)
          ? { ...made, seq, prevHash: terminal.chain.hash }
          : made,
      )
      return terminal.sealBody(body)
    })
    const reply = await terminal.push(ops)
    expect(reply.lastSeq).toBe(terminal.chain.seq)
    for (const result of reply.results) statuses.add(result.status)
  }
  for (const status of statuses) expect(opStatuses).toContain(status)
  expect(statuses).toContain('applied')
  expect(statuses).toContain('refused')

  // all sums, all nights and all lines are as the rows say: to make them so changes nothing
  const stamp = `select max(xid::text::bigint)::text from sync.row_versions`
  const before = await db.value(stamp)
  await db.rows(`select app.refresh_derived()`)
  expect(await db.value(stamp)).toBe(before)
  expect(
    await db.value(
      `select count(*)::int from public.booking_nights n join public.bookings b on b.id = n.booking_id
        where n.holds_room <> app.holds_room(b.status, b.check_in_date, b.check_out_date, n.night)`,
    ),
  ).toBe(0)
  // and every payment is on the ledger, once
  expect(
    await db.value(
      `select count(*)::int from public.payments p where p.status = 'completed'
          and (select count(*) from public.transactions t where t.payment_id = p.id) <> 1`,
    ),
  ).toBe(0)
})
