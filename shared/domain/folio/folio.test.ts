import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookingStatuses, holdsRoom } from '../stay/status.ts'
import { balanceOf } from './balance.ts'
import { postCharge } from './charge.ts'
import { takePayment } from './payment.ts'
import { unpostedMinor, type BillableStay } from './unposted.ts'

const owing = { status: 'checked_in', balanceMinor: 120_00, unpostedMinor: 80_00 } as const

describe('the balance', () => {
  test('is the sum of the ledger', () => {
    expect(balanceOf([{ amountMinor: 100_00 }, { amountMinor: -30_00 }, { amountMinor: 5 }])).toBe(70_05)
    expect(balanceOf([])).toBe(0)
  })
})

describe('what is not posted yet', () => {
  const stay: BillableStay = {
    status: 'checked_in',
    arrival: '2026-08-13',
    departure: '2026-08-15',
    nights: [
      { night: '2026-08-13', amountMinor: 100_00, posted: true },
      { night: '2026-08-14', amountMinor: 110_00, posted: false },
      { night: '2026-08-15', amountMinor: 120_00, posted: false },
    ],
    dayRateMinor: 80_00,
    dayUsePosted: false,
  }

  test('is the nights of the stay that are no line of the folio, cut nights left out', () => {
    expect(unpostedMinor(stay)).toBe(110_00)
  })

  test('is the day for day use', () => {
    const dayUse = { ...stay, departure: stay.arrival, nights: [] }
    expect(unpostedMinor(dayUse)).toBe(80_00)
    expect(unpostedMinor({ ...dayUse, dayUsePosted: true })).toBe(0)
  })

  test('is nothing once the stay is over or off', () => {
    for (const status of bookingStatuses)
      expect(unpostedMinor({ ...stay, status }) > 0).toBe(holdsRoom(status))
  })
})

describe('a charge', () => {
  test('is quantity times unit price', () => {
    expect(postCharge('checked_in', 3, 4_50)).toEqual({ ok: true, value: { amountMinor: 13_50 } })
  })

  test('goes onto no closed folio', () => {
    for (const status of bookingStatuses) expect(postCharge(status, 1, 100).ok).toBe(holdsRoom(status))
  })

  test('is no larger than a folio can say', () => {
    expect(postCharge('checked_in', 999, 99_999_999_999)).toMatchObject({ error: { code: 'invalid_input' } })
  })
})

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
