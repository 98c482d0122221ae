import { v5, v7 } from 'uuid'
import { expect, test } from 'vitest'

import { addBooking, addStaff, today } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, insert, paymentWrites, stayWrites, update } from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()
const terminal = await enrolTerminal(db)

const paymentOf = async (id: string) =>
  (
    await db.rows(
      `select p.booking_id, p.amount, p.suspense_reason, t.booking_id as line_booking, t.amount as line, t.suspense_reason as line_reason
         from public.payments p join public.transactions t on t.payment_id = p.id where p.id = $1`,
      [id],
    )
  )[0]

const pay = async (bookingId: string, paymentId: string, by = actor) =>
  await terminal.do({
    name: 'folio.takePayment',
    actor: by,
    writes: paymentWrites(terminal, by, bookingId, '45.00', paymentId),
  })

test('money for a booking that is not here is kept, in sight, with its line', async () => {
  const [bookingId, paymentId] = [v7(), v7()]
  const result = await pay(bookingId, paymentId)
  expect(result).toMatchObject({ status: 'merged', reason: 'suspense', detail: { payments: [paymentId] } })
  expect(await paymentOf(paymentId)).toEqual({
    booking_id: null,
    amount: '45.00',
    suspense_reason: 'booking_unknown',
    line_booking: null,
    line: '-45.00',
    line_reason: 'booking_unknown',
  })
  expect(
    await db.rows(`select kind, status, record_id from public.sync_conflicts where op_id = $1`, [
      result.opId,
    ]),
  ).toEqual([{ kind: 'suspense', status: 'open', record_id: paymentId }])
})

test('and when it is given its booking, it counts there and the matter is settled', async () => {
  const paymentId = v7()
  const result = await pay(v7(), paymentId)
  const bookingId = await addBooking(db, { type: hotel.standard })
  await db.rows(`update public.payments set booking_id = $2, suspense_reason = null where id = $1`, [
    paymentId,
    bookingId,
  ])
  expect(await paymentOf(paymentId)).toMatchObject({
    booking_id: bookingId,
    line_booking: bookingId,
    line_reason: null,
  })
  expect(await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])).toBe('45.00')
  expect(await db.value(`select status from public.sync_conflicts where op_id = $1`, [result.opId])).toBe(
    'settled',
  )
})

test('money for a booking that was cancelled meanwhile stays with it, and a person is told', async () => {
  const bookingId = await addBooking(db, { type: hotel.standard })
  await db.rows(`update public.bookings set status = 'cancelled' where id = $1`, [bookingId])
  const paymentId = v7()
  expect(await pay(bookingId, paymentId)).toMatchObject({ status: 'merged', reason: 'suspense' })
  expect(await paymentOf(paymentId)).toMatchObject({
    booking_id: bookingId,
    suspense_reason: 'booking_cancelled',
  })
  expect(await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])).toBe('45.00')
})

test('a charge for a booking that is not here is kept in sight too', async () => {
  const id = v7()
  const result = await terminal.do({
    name: 'folio.postCharge',
    actor,
    writes: [
      insert('transactions', id, {
        booking_id: v7(),
        type: 'extra_charge',
        description: 'Minibar',
        business_date: today,
        amount: '12.00',
        terminal_id: terminal.id,
        posted_by: actor,
      }),
    ],
  })
  expect(result).toMatchObject({ status: 'merged', reason: 'suspense' })
  expect(
    await db.rows(`select booking_id, suspense_reason from public.transactions where id = $1`, [id]),
  ).toEqual([{ booking_id: null, suspense_reason: 'booking_unknown' }])
})

test('of a command that is refused the money and the numbers are kept', async () => {
  const [bookingId, paymentId, seriesId] = [v7(), v7(), v7()]
  const result = await terminal.do({
    name: 'booking.walkIn',
    actor,
    writes: [
      ...stayWrites(terminal, actor, {
        bookingId,
        type: v7(),
        room: hotel.room('101'),
        status: 'checked_in',
      }),
      insert('number_series', seriesId, {
        terminal_id: terminal.id,
        document_type: 'payment',
        year: 2026,
        last_number: 7,
      }),
      ...paymentWrites(terminal, actor, bookingId, '90.00', paymentId),
    ],
  })
  expect(result).toMatchObject({
    status: 'refused',
    reason: 'reference_missing',
    detail: { table: 'bookings', constraint: 'bookings_room_type_id_fkey', suspense: [paymentId] },
  })
  expect(await db.value(`select count(*)::int from public.bookings where id = $1`, [bookingId])).toBe(0)
  expect(await paymentOf(paymentId)).toMatchObject({
    booking_id: null,
    suspense_reason: 'booking_unknown',
    line: '-90.00',
  })
  expect(await db.value(`select last_number from public.number_series where id = $1`, [seriesId])).toBe(7)
  expect(
    await db.rows(`select table_name from public.audit_logs where op_id = $1 order by 1`, [result.opId]),
  ).toEqual([{ table_name: 'number_series' }, { table_name: 'payments' }, { table_name: 'transactions' }])
})

test('money taken by somebody who was let go is kept, marked, and refused as a deed', async () => {
  const bookingId = await addBooking(db, { type: hotel.standard })
  const gone = await addStaff(db, 'front_desk', 'gone')
  await db.rows(`update public.user_profiles set is_active = false where id = $1`, [gone])
  const paymentId = v7()
  const result = await pay(bookingId, paymentId, gone)
  expect(result).toMatchObject({
    status: 'refused',
    reason: 'revoked',
    detail: { suspense: [paymentId] },
  })
  expect(await paymentOf(paymentId)).toMatchObject({
    booking_id: bookingId,
    suspense_reason: 'command_refused',
    line: '-45.00',
  })
})

test('when not even the money can be kept, the number that was given still counts', async () => {
  const desk = await enrolTerminal(db)
  const bookingId = await addBooking(db, { type: hotel.standard })
  const seriesId = v7()
  const result = await desk.do({
    name: 'folio.takePayment',
    actor,
    writes: [
      insert('number_series', seriesId, {
        terminal_id: desk.id,
        document_type: 'payment',
        year: 2026,
        last_number: 1,
      }),
      ...paymentWrites(desk, actor, bookingId, '-5.00'),
    ],
  })
  expect(result).toMatchObject({ status: 'refused', reason: 'value_refused', detail: { table: 'payments' } })
  expect(await db.value(`select last_number from public.number_series where id = $1`, [seriesId])).toBe(1)
  // a series that the server has lost is no reason to refuse the next command
  const next = await desk.do({
    name: 'folio.takePayment',
    actor,
    writes: [
      update('number_series', v7(), { last_number: 1 }, { last_number: 2 }),
      ...paymentWrites(desk, actor, bookingId, '5.00'),
    ],
  })
  expect(next).toMatchObject({ status: 'applied' })
})

test('the same payment under another command is known by its id and not taken twice', async () => {
  const bookingId = await addBooking(db, { type: hotel.standard })
  const paymentId = v7()
  expect(await pay(bookingId, paymentId)).toMatchObject({ status: 'applied' })
  expect(await pay(bookingId, paymentId)).toMatchObject({ status: 'merged', reason: null })
  expect(await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])).toBe('45.00')
})

test('two payments with one code are told apart, and the second is not lost', async () => {
  const bookingId = await addBooking(db, { type: hotel.standard })
  const writes = paymentWrites(terminal, actor, bookingId, '5.00')
  await terminal.do({ name: 'folio.takePayment', actor, writes })
  const second = v7()
  const again = writes.map((write) =>
    write.table === 'payments'
      ? { ...write, id: second }
      : { ...write, id: v5('ledger', second), set: { ...write.set, payment_id: second } },
  )
  const result = await terminal.do({ name: 'folio.takePayment', actor, writes: again })
  expect(result).toMatchObject({
    status: 'refused',
    reason: 'duplicate',
    detail: { constraint: 'payments_payment_code_key' },
  })
  expect(await db.value(`select mine from public.sync_conflicts where op_id = $1`, [result.opId])).toEqual(
    again,
  )
})

test('totals that a terminal sends are not heard', async () => {
  const bookingId = v7()
  const writes = stayWrites(terminal, actor, { bookingId, type: hotel.standard }).map((write) =>
    write.table === 'bookings'
      ? {
          ...write,
          set: {
            ...write.set,
            paid_amount: '999.00',
            total_room_charge: '1.00',
            updated_at: '2001-01-01T00:00:00.000Z',
          },
        }
      : write,
  )
  expect(await terminal.do({ name: 'booking.create', actor, writes })).toMatchObject({ status: 'applied' })
  expect(
    await db.rows(
      `select paid_amount, total_room_charge, updated_at > '2020-01-01' as fresh from public.bookings where id = $1`,
      [bookingId],
    ),
  ).toEqual([{ paid_amount: '0.00', total_room_charge: '200.00', fresh: true }])
})

test('a check-out that cannot be is refused, not half done', async () => {
  const bookingId = await addBooking(db, {
    type: hotel.standard,
    room: hotel.room('102'),
    status: 'checked_in',
  })
  const result = await terminal.do({
    name: 'booking.checkOut',
    actor,
    writes: [
      update('rooms', hotel.room('102'), { housekeeping_status: 'clean' }, { housekeeping_status: 'dirty' }),
      update(
        'bookings',
        bookingId,
        { status: 'checked_in', check_out_date: '2026-08-15' },
        { status: 'checked_out', check_out_date: '2026-08-12' },
      ),
    ],
  })
  expect(result).toMatchObject({
    status: 'refused',
    reason: 'value_refused',
    detail: { constraint: 'check_dates' },
  })
  expect(
    await db.value(`select housekeeping_status from public.rooms where id = $1`, [hotel.room('102')]),
  ).toBe('clean')
})
