import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { postCharge } from './post-charge.ts'
import { takePayment } from './take-payment.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'

const inHouse = { arrival: '2026-08-12', departure: '2026-08-14', room: '101', status: 'checked_in' } as const
const card = (amountMinor: number) =>
  ({ method: 'card', amountMinor, reference: '0815', cardLastFour: '4242' }) as const

describe('a charge', () => {
  test('is a line of the folio, with who posted it on which day of the hotel', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, inHouse)
    bookingOf(desk.do(postCharge, { bookingId, description: 'Minibar', quantity: 3, unitPriceMinor: 4_50 }))
    expect(
      desk.rows(
        'select type, description, quantity, unit_price, amount, business_date, posted_by from transactions',
      ),
    ).toEqual([
      {
        type: 'extra_charge',
        description: 'Minibar',
        quantity: 3,
        unit_price: 4_50,
        amount: 13_50,
        business_date: '2026-08-13',
        posted_by: desk.hotel.userId,
      },
    ])
  })

  test('is refused by a folio that is closed', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...inHouse, status: 'checked_out' })
    const refused = desk.do(postCharge, { bookingId, description: 'Minibar', quantity: 1, unitPriceMinor: 1 })
    expect(refusalOf(refused).code).toBe('folio_closed')
  })
})

describe('a payment', () => {
  test('is one payment and one line of the folio, under ids that follow from each other', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, inHouse)
    const done = desk.do(takePayment, { bookingId, payment: card(120_00) })
    bookingOf(done)
    const [payment] = desk.rows('select id, payment_code from payments')
    expect(done).toMatchObject({
      value: { reply: { paymentCode: payment?.['payment_code'], changeMinor: 0 } },
    })
    expect(desk.rows('select id, payment_id, type, amount from transactions')).toEqual([
      {
        id: desk.hotel.ids.derived(String(payment?.['id']), 'ledger'),
        payment_id: payment?.['id'],
        type: 'payment',
        amount: -120_00,
      },
    ])
  })

  test('may be ahead of the nights, and is never more than the whole stay', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...inHouse, status: 'confirmed' })
    bookingOf(desk.do(takePayment, { bookingId, payment: card(150_00) }))
    expect(refusalOf(desk.do(takePayment, { bookingId, payment: card(50_01) }))).toEqual({
      code: 'amount_exceeds_balance',
      data: { mostMinor: 50_00 },
    })
    bookingOf(desk.do(takePayment, { bookingId, payment: card(50_00) }))
    expect(refusalOf(desk.do(takePayment, { bookingId, payment: card(1) })).code).toBe(
      'amount_exceeds_balance',
    )
  })

  test('of one click is taken once, though the second finds nothing owed any more', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, inHouse)
    const requestId = 'b2a1c9b0-0000-4000-8000-000000000003'
    const payment = { method: 'cash', amountMinor: 200_00, tenderedMinor: 220_00, reference: '' } as const
    const first = desk.do(takePayment, { bookingId, payment }, { requestId })
    const second = desk.do(takePayment, { bookingId, payment }, { requestId })
    expect(second).toMatchObject({ value: { reply: { changeMinor: 20_00 } } })
    expect(second.ok && first.ok && second.value.reply).toEqual(first.ok && first.value.reply)
    expect(desk.balance(bookingId)).toBe(-200_00)
  })
})
