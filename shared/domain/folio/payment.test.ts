import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takePayment } from './payment.ts'

const owing = { status: 'checked_in', balanceMinor: 120_00, unpostedMinor: 80_00 } as const

describe('a payment', () => {
  test('covers what is owed and what the stay will still cost, and no more', () => {
    expect(takePayment({ method: 'card', amountMinor: 200_00 }, owing)).toEqual({
      ok: true,
      value: { changeMinor: 0 },
    })
    expect(takePayment({ method: 'card', amountMinor: 200_01 }, owing)).toEqual({
      ok: false,
      error: { code: 'amount_exceeds_balance', mostMinor: 200_00 },
    })
  })

  test('in cash gives the change', () => {
    expect(takePayment({ method: 'cash', amountMinor: 173_40, tenderedMinor: 180_00 }, owing)).toMatchObject({
      value: { changeMinor: 6_60 },
    })
    expect(takePayment({ method: 'cash', amountMinor: 100_00, tenderedMinor: 50_00 }, owing)).toMatchObject({
      error: { code: 'invalid_input', field: 'payment.tenderedMinor' },
    })
  })

  test('by card gives no change, and by cash no card digits', () => {
    expect(takePayment({ method: 'card', amountMinor: 1, tenderedMinor: 2 }, owing).ok).toBe(false)
    expect(takePayment({ method: 'cash', amountMinor: 1, cardLastFour: '1234' }, owing).ok).toBe(false)
  })

  test('of who has left pays what is still owed, and nothing beyond', () => {
    const left = { status: 'checked_out', balanceMinor: 10_00, unpostedMinor: 0 } as const
    expect(takePayment({ method: 'cash', amountMinor: 10_00 }, left).ok).toBe(true)
    expect(takePayment({ method: 'cash', amountMinor: 10_01 }, left)).toMatchObject({
      error: { code: 'amount_exceeds_balance' },
    })
    expect(takePayment({ method: 'cash', amountMinor: 1 }, { ...left, balanceMinor: 0 })).toMatchObject({
      error: { code: 'folio_closed' },
    })
  })

  test('never turns what is owed into a debt of the hotel', () => {
    const minor = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(
        minor,
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 2_000_000 }),
        (balance, unposted, amount) => {
          const payable = { status: 'checked_in', balanceMinor: balance, unpostedMinor: unposted } as const
          const paid = takePayment({ method: 'other', amountMinor: amount }, payable)
          expect(paid.ok).toBe(balance + unposted - amount >= 0)
        },
      ),
    )
  })
})
