import { createHash } from 'node:crypto'

import pg from 'pg'
import { v5, v7 } from 'uuid'
import { describe, expect, test } from 'vitest'

import { sorted, sqlStateOf } from './support/database.ts'
import { addBooking } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import {
  actAsTerminal,
  enrolTerminal,
  paymentWrites,
  signHash,
  stayWrites,
  type TestTerminal,
  update,
} from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()

/** A payment is easy to count: once, twice or never. */
const aPayment = (terminal: TestTerminal, bookingId: string) => ({
  name: 'folio.takePayment',
  actor,
  writes: paymentWrites(terminal, actor, bookingId, '10.00'),
})

const paidOn = async (bookingId: string) =>
  await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return { code: error.code, hint: error.hint, detail: error.detail }
  }
}

describe('a command that meets nothing in its way', () => {
  test('is applied as written: booking, payment, check-in, with the sums and the room that follow', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = v7()
    const opId = v7()
    const created = await terminal.do({
      name: 'booking.create',
      actor,
      opId,
      writes: stayWrites(terminal, actor, { bookingId, type: hotel.standard, room: hotel.room('101') }),
    })
    expect(created).toEqual({ seq: 1, opId, status: 'applied', reason: null, detail: {}, order: 1 })
    expect((await terminal.do(aPayment(terminal, bookingId))).status).toBe('applied')
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
        `select status::text, total_room_charge, paid_amount, total_amount, terminal_id, created_by,
                actual_check_in at time zone 'UTC' = '2026-08-13 15:00' as at, created_at at time zone 'UTC' = '2026-08-13 14:05:06.789' as made
           from public.bookings where id = $1`,
        [bookingId],
      ),
    ).toEqual([
      {
        status: 'checked_in',
        total_room_charge: '200.00',
        paid_amount: '10.00',
        total_amount: '200.00',
        terminal_id: terminal.id,
        created_by: actor,
        at: true,
        made: true,
      },
    ])
    expect(await db.value(`select status from public.rooms where id = $1`, [hotel.room('101')])).toBe(
      'occupied',
    )

    const audit = await db.rows(`select * from public.audit_logs where op_id = $1`, [opId])
    expect(sorted(audit.map((row) => row['table_name']))).toEqual([
      'booking_nights',
      'booking_nights',
      'bookings',
      'customers',
    ])
    expect(sorted(audit.map((row) => row['id']))).toEqual(
      sorted(['0', '1', '2', '3'].map((index) => v5(index, opId))),
    )
    expect(audit.find((row) => row['table_name'] === 'bookings')).toMatchObject({
      action: 'INSERT',
      record_id: bookingId,
      user_id: actor,
      terminal_id: terminal.id,
      command: 'booking.create',
      offline: true,
      business_date: '2026-08-13',
      created_at: new Date('2026-08-13T14:05:06.789Z'),
      old_values: null,
    })
    expect(
      await db.rows(`select old_values, new_values from public.audit_logs where op_id = $1`, [arrived.opId]),
    ).toEqual([
      {
        old_values: { status: 'confirmed', actual_check_in: null },
        new_values: { status: 'checked_in', actual_check_in: '2026-08-13T15:00:00.000Z' },
      },
    ])
  })

  test('is told to its terminal in the pull that first brings what it did', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const before = await terminal.snapshot('hotel_settings')
    const result = await terminal.do(aPayment(terminal, bookingId))
    const page = await terminal.pull(before.snapshot)
    expect(page.ackedSeq).toBe(1)
    expect(page.results).toEqual([result])
    expect(page.rows['payments']).toHaveLength(1)
    const quiet = await terminal.pull(page.target)
    expect([quiet.ackedSeq, quiet.results]).toEqual([1, []])
    // a target of before the push does not include it
    expect((await terminal.pull(before.snapshot, before.snapshot)).ackedSeq).toBe(0)
  })
})

describe('exactly once', () => {
  test('a batch sent again is answered with the stored results and does nothing', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const ops = [1, 2, 3].map(() => terminal.seal(aPayment(terminal, bookingId)))
    const first = await terminal.push(ops)
    expect(await terminal.push(ops)).toEqual(first)
    const more = await terminal.push([...ops.slice(1), terminal.seal(aPayment(terminal, bookingId))])
    expect(more.results.map((result) => result.seq)).toEqual([2, 3, 4])
    expect(more.lastSeq).toBe(4)
    expect(await paidOn(bookingId)).toBe('40.00')
    expect(await terminal.hello()).toMatchObject({ lastSeq: 4, lastHash: terminal.chain.hash })
  })

  test('the same batch on five lines at once is done once', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const ops = [1, 2, 3].map(() => terminal.seal(aPayment(terminal, bookingId)))
    const lines = await Promise.all(Array.from({ length: 5 }, async () => await actAsTerminal(db, terminal)))
    const replies = await Promise.all(lines.map(async (line) => await line.push(ops)))
    for (const reply of replies) expect(reply).toEqual(replies[0])
    expect(await paidOn(bookingId)).toBe('30.00')
  })

  test('a gap is refused, and says what is known', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const [, second] = [
      terminal.seal(aPayment(terminal, bookingId)),
      terminal.seal(aPayment(terminal, bookingId)),
    ]
    expect(await failureOf(terminal.push([second]))).toEqual({
      code: 'FD001',
      hint: 'seq_gap',
      detail: '{"lastSeq" : 0}',
    })
    expect(await paidOn(bookingId)).toBe('0.00')
  })

  test('a copy of a terminal is found out by its first command', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const copy = await actAsTerminal(db, terminal)
    await terminal.do(aPayment(terminal, bookingId))
    expect(await failureOf(copy.do(aPayment(copy, bookingId)))).toMatchObject({
      code: 'FD002',
      hint: 'cloned_terminal',
    })
    expect(await paidOn(bookingId)).toBe('10.00')
  })

  test('a body that was changed, or does not follow from the one before, is refused, and nothing of its batch is done', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const good = terminal.seal(aPayment(terminal, bookingId))
    const next = terminal.seal(aPayment(terminal, bookingId))
    const changed = { ...next, body: next.body.replaceAll('10.00', '90.00') }
    expect(await failureOf(terminal.push([good, changed]))).toMatchObject({
      code: 'FD007',
      hint: 'hash_mismatch',
    })
    const elsewhere = createHash('sha256')
      .update('0'.repeat(64) + next.body)
      .digest('hex')
    const alone = { ...next, ...signHash(terminal.keys, elsewhere) }
    expect(await failureOf(terminal.push([good, alone]))).toMatchObject({ code: 'FD007' })
    expect(await paidOn(bookingId)).toBe('0.00')
    expect((await terminal.push([good, next])).lastSeq).toBe(2)
  })

  test('a terminal that enrolled again sends its work again: what the server has of it is not done twice', async () => {
    const bookingId = await addBooking(db, { type: hotel.standard })
    const [before, after] = [await enrolTerminal(db), await enrolTerminal(db)]
    const meant = { ...aPayment(before, bookingId), opId: v7() }
    const first = await before.do(meant)
    const again = await after.do(meant)
    expect(again).toEqual({ ...first, seq: 1, order: first.order + 1 })
    expect(await paidOn(bookingId)).toBe('10.00')
  })

  test('more than fifty at once are too many', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const ops = Array.from({ length: 51 }, () => terminal.seal(aPayment(terminal, bookingId)))
    expect(await sqlStateOf(terminal.push(ops))).toBe('22023')
    expect((await terminal.push(ops.slice(0, 50))).lastSeq).toBe(50)
  })
})

describe('never blocked', () => {
  test('a command that is no envelope is refused with a result, and the ones after it go on', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const ops = [
      'not json',
      '{}',
      '[1]',
      'null',
      '{"opId":"x"}',
      '{"opId":"x","writes":[]}',
      '"\\u0000"',
    ].map((body) => terminal.sealBody(body))
    const reply = await terminal.push(ops)
    expect(reply.results.map((result) => result.status)).toEqual(ops.map(() => 'refused'))
    expect((await terminal.do(aPayment(terminal, bookingId))).status).toBe('applied')
  })

  test('a fault of the server ends the call, keeps nothing, and the same batch succeeds afterwards', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const op = terminal.seal(aPayment(terminal, bookingId))
    for (const state of ['40001', '40P01', '53100', '57014', 'XX000']) {
      await db.rows(
        `create or replace function app.payment_guard() returns trigger language plpgsql as $$ begin raise exception 'fault' using errcode = '${state}'; end $$`,
      )
      expect(await sqlStateOf(terminal.push([op])), state).toBe(state)
      expect((await terminal.hello()).lastSeq).toBe(0)
    }
    await db.rows(
      `create or replace function app.payment_guard() returns trigger language plpgsql as $$ begin return new; end $$`,
    )
    expect((await terminal.push([op])).results[0]?.status).toBe('applied')
  })
})
