import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { v5, v7 } from 'uuid'

import { openTestDatabase, type Session, sorted, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

interface Payment {
  readonly booking?: string | null
  readonly invoice?: string | null
  readonly amount: number
  readonly refundOf?: string
  readonly status?: string
  readonly suspense?: string
}

async function pay(session: Session, payment: Payment): Promise<string> {
  const id = v7()
  await session.rows(
    `insert into public.payments (id, payment_code, booking_id, invoice_id, amount, refund_of, payment_method, business_date, status, suspense_reason)
     values ($1, $2, $3, $4, $5, $6, 'cash', $7, $8, $9)`,
    [
      id,
      `P-${id}`,
      payment.booking ?? null,
      payment.invoice ?? null,
      payment.amount,
      payment.refundOf ?? null,
      today,
      payment.status ?? 'completed',
      payment.suspense ?? null,
    ],
  )
  return id
}

async function charge(
  session: Session,
  booking: string,
  type: string,
  amount: number,
  reverses?: string,
): Promise<string> {
  const id = v7()
  await session.rows(
    `insert into public.transactions (id, booking_id, type, description, business_date, amount, reverses_id)
     values ($1, $2, $3, 'Line', $4, $5, $6)`,
    [id, booking, type, today, amount, reverses ?? null],
  )
  return id
}

const sumsOf = async (booking: string) =>
  (
    await db.rows(
      `select total_room_charge as rooms, extra_charges as extras, discounts, taxes, total_amount as total, paid_amount as paid
         from public.bookings where id = $1`,
      [booking],
    )
  )[0]

const balanceOf = async (booking: string) =>
  await db.value(`select coalesce(sum(amount), 0) from public.transactions where booking_id = $1`, [booking])

describe('the sums of a stay', () => {
  test('are those of its nights, its ledger and its payments, and nobody can write them', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await charge(db, id, 'extra_charge', 30)
    const mistake = await charge(db, id, 'extra_charge', 12)
    await charge(db, id, 'extra_charge', -12, mistake)
    await charge(db, id, 'discount', -20)
    await charge(db, id, 'tax', 9.5)
    await charge(db, id, 'adjustment', -1)
    const paid = await pay(db, { booking: id, amount: 100 })
    await pay(db, { booking: id, amount: 40, refundOf: paid })
    await pay(db, { booking: id, amount: 70, status: 'pending' })
    const sums = {
      rooms: '200.00',
      extras: '29.00',
      discounts: '20.00',
      taxes: '9.50',
      total: '218.50',
      paid: '60.00',
    }
    expect(await sumsOf(id)).toEqual(sums)
    await db.rows(
      `update public.bookings set paid_amount = 1000, taxes = 0, extra_charges = 5, total_room_charge = 1, discounts = 0 where id = $1`,
      [id],
    )
    expect(await sumsOf(id)).toEqual(sums)
  })

  test('lose no payment when thirty are taken at once, and none is killed', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const sessions = await Promise.all(Array.from({ length: 30 }, async () => await db.connect()))
    for (let round = 1; round <= 3; round++) {
      await Promise.all(sessions.map(async (session) => await pay(session, { booking: id, amount: 1.01 })))
      expect((await sumsOf(id))?.['paid']).toBe((30.3 * round).toFixed(2))
    }
    expect(await balanceOf(id)).toBe('-90.90')
    await Promise.all(sessions.map(async (session) => await session.close()))
  })

  test('of a guest count the stays that ended', async () => {
    const guest = await addGuest(db)
    const totals = async () =>
      (
        await db.rows(`select total_stays, total_spent, last_stay_date from public.customers where id = $1`, [
          guest,
        ])
      )[0]
    const id = await addBooking(db, {
      type: hotel.standard,
      guest,
      room: hotel.room('101'),
      status: 'checked_in',
    })
    expect(await totals()).toEqual({ total_stays: 0, total_spent: '0.00', last_stay_date: null })
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
    expect(await totals()).toEqual({ total_stays: 1, total_spent: '200.00', last_stay_date: '2026-08-15' })
    await charge(db, id, 'extra_charge', 15)
    expect(await totals()).toMatchObject({ total_spent: '215.00' })
    await db.rows(`update public.bookings set status = 'checked_in' where id = $1`, [id])
    expect(await totals()).toMatchObject({ total_stays: 0 })
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
  })
})

describe('payments', () => {
  test('put one line on the folio, whose id follows from theirs, and a void takes it back', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const paymentId = await pay(db, { booking: id, amount: 55 })
    const lines = async () =>
      await db.rows(
        `select id, type::text, amount from public.transactions where payment_id = $1 order by created_at, id`,
        [paymentId],
      )
    expect(await lines()).toEqual([{ id: v5('ledger', paymentId), type: 'payment', amount: '-55.00' }])
    await db.rows(`update public.payments set status = 'voided' where id = $1`, [paymentId])
    expect(await lines()).toHaveLength(2)
    expect(await balanceOf(id)).toBe('0.00')
    expect((await sumsOf(id))?.['paid']).toBe('0.00')
  })

  test('cannot be changed once completed, nor refunded beyond their amount, nor twice', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const paymentId = await pay(db, { booking: id, amount: 50 })
    expect(
      await sqlStateOf(db.rows(`update public.payments set amount = 5 where id = $1`, [paymentId])),
    ).toBe('23514')
    expect(await sqlStateOf(pay(db, { booking: id, amount: 51, refundOf: paymentId }))).toBe('23514')
    const refund = await pay(db, { booking: id, amount: 50, refundOf: paymentId })
    expect(await db.value(`select status from public.payments where id = $1`, [paymentId])).toBe('refunded')
    expect(await sqlStateOf(pay(db, { booking: id, amount: 1, refundOf: paymentId }))).toBe('23514')
    expect(await sqlStateOf(pay(db, { booking: id, amount: 1, refundOf: refund }))).toBe('23514')
  })

  test('refunded by two desks at once give back no more than was paid', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const paymentId = await pay(db, { booking: id, amount: 50 })
    const [one, two] = [await db.connect(), await db.connect()]
    const ends = await Promise.all(
      [one, two].map(
        async (session) => await sqlStateOf(pay(session, { booking: id, amount: 40, refundOf: paymentId })),
      ),
    )
    expect(sorted(ends)).toEqual(['23514', 'null'])
  })

  test('that found no booking are attached once, with their line', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const paymentId = await pay(db, { booking: null, suspense: 'booking_unknown', amount: 20 })
    await db.rows(`update public.payments set booking_id = $2, suspense_reason = null where id = $1`, [
      paymentId,
      id,
    ])
    expect(await balanceOf(id)).toBe('-20.00')
    expect((await sumsOf(id))?.['paid']).toBe('20.00')
    const other = await addBooking(db, { type: hotel.standard })
    expect(
      await sqlStateOf(
        db.rows(`update public.payments set booking_id = $2 where id = $1`, [paymentId, other]),
      ),
    ).toBe('23514')
  })
})

describe('the ledger', () => {
  test('is only ever added to', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const line = await charge(db, id, 'extra_charge', 10)
    expect(await sqlStateOf(db.rows(`update public.transactions set amount = 1 where id = $1`, [line]))).toBe(
      '23001',
    )
    expect(await sqlStateOf(db.rows(`delete from public.transactions where id = $1`, [line]))).toBe('23001')
    await charge(db, id, 'extra_charge', -10, line)
    expect(await sqlStateOf(charge(db, id, 'extra_charge', -10, line))).toBe('23505')
  })

  test('holds lines that agree with their payment and with what they reverse', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const line = await charge(db, id, 'extra_charge', 10)
    expect(await sqlStateOf(charge(db, id, 'extra_charge', -9, line))).toBe('23514')
    const other = await addBooking(db, { type: hotel.standard })
    expect(await sqlStateOf(charge(db, other, 'extra_charge', -10, line))).toBe('23514')
    const paymentId = await pay(db, { booking: id, amount: 50, status: 'pending' })
    const post = async (amount: number) =>
      await db.rows(
        `insert into public.transactions (booking_id, payment_id, type, description, business_date, amount)
         values ($1, $2, 'payment', 'Cash', $3, $4)`,
        [id, paymentId, today, amount],
      )
    expect(await sqlStateOf(post(-49))).toBe('23514')
    await post(-50)
  })

  test('has a night once', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const post = async () =>
      await db.rows(
        `insert into public.transactions (booking_id, booking_night_id, type, description, business_date, amount) values ($1, $2, 'room_charge', 'Room', $3, 100)`,
        [id, v5(today, id), today],
      )
    await post()
    expect(await sqlStateOf(post())).toBe('23505')
  })
})

describe('invoices', () => {
  const draft = async (booking: string): Promise<string> => {
    const id = v7()
    await db.rows(
      `insert into public.invoices (id, booking_id, customer_id, subtotal, total_amount)
       select $1, b.id, b.customer_id, 100, 100 from public.bookings b where b.id = $2`,
      [id, booking],
    )
    return id
  }
  const issue = async (id: string): Promise<unknown> =>
    await db.rows(
      `update public.invoices set status = 'sent', invoice_number = $2, issue_date = $3 where id = $1`,
      [id, `A-${id}`, today],
    )

  test('once issued, they and their lines are frozen; only payments move them', async () => {
    const booking = await addBooking(db, { type: hotel.standard })
    const id = await draft(booking)
    const line = `insert into public.invoice_lines (invoice_id, line_number, description, unit_price, net_amount) values ($1, $2, 'Room', 100, 100)`
    await db.rows(line, [id, 1])
    await issue(id)
    for (const [text, params] of [
      [`update public.invoices set total_amount = 90, subtotal = 90 where id = $1`, [id]],
      [`update public.invoices set status = 'draft' where id = $1`, [id]],
      [`update public.invoices set buyer_name = 'Other' where id = $1`, [id]],
      [`delete from public.invoices where id = $1`, [id]],
      [line, [id, 2]],
      [`update public.invoice_lines set net_amount = 1 where invoice_id = $1`, [id]],
      [`delete from public.invoice_lines where invoice_id = $1`, [id]],
    ] as const) {
      expect(await sqlStateOf(db.rows(text, params)), text).toBe('23001')
    }
    const state = async () =>
      (
        await db.rows(`select status::text, paid_amount, balance_due from public.invoices where id = $1`, [
          id,
        ])
      )[0]
    await pay(db, { booking, invoice: id, amount: 60 })
    expect(await state()).toEqual({ status: 'partial', paid_amount: '60.00', balance_due: '40.00' })
    await pay(db, { invoice: id, amount: 40 })
    expect(await state()).toEqual({ status: 'paid', paid_amount: '100.00', balance_due: '0.00' })
    expect((await sumsOf(booking))?.['paid']).toBe('100.00')
  })

  test('drafts may be changed and thrown away', async () => {
    const id = await draft(await addBooking(db, { type: hotel.standard }))
    await db.rows(`update public.invoices set subtotal = 90, total_amount = 90 where id = $1`, [id])
    await db.rows(`delete from public.invoices where id = $1`, [id])
    expect(await db.value(`select count(*)::int from public.invoices where id = $1`, [id])).toBe(0)
  })
})
