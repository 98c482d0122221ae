import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharePayment } from './share-payment.ts'

const stays = [
  { bookingId: 'a', roomsMinor: 100_00, totalMinor: 130_00 },
  { bookingId: 'b', roomsMinor: 80_00, totalMinor: 80_00 },
  { bookingId: 'c', roomsMinor: 0, totalMinor: -5_00 },
]

test('the rooms come first, then what else is open', () => {
  expect(sharePayment(150_00, stays)).toEqual([
    { bookingId: 'a', amountMinor: 100_00 },
    { bookingId: 'b', amountMinor: 50_00 },
  ])
  expect(sharePayment(200_00, stays)).toEqual([
    { bookingId: 'a', amountMinor: 120_00 },
    { bookingId: 'b', amountMinor: 80_00 },
  ])
})

test('no cent is lost or made, and no stay gets more than it owes', () => {
  const open = fc.record({
    bookingId: fc.uuid(),
    roomsMinor: fc.integer({ min: 0, max: 500 }),
    totalMinor: fc.integer({ min: -200, max: 700 }),
  })
  fc.assert(
    fc.property(fc.array(open, { maxLength: 8 }), fc.integer({ min: 0, max: 4000 }), (group, paid) => {
      const owed = group.reduce((sum, { totalMinor }) => sum + Math.max(0, totalMinor), 0)
      const shares = sharePayment(paid, group)
      expect(shares.reduce((sum, share) => sum + share.amountMinor, 0)).toBe(Math.min(paid, owed))
      for (const { bookingId, amountMinor } of shares) {
        expect(amountMinor).toBeLessThanOrEqual(
          group.find((stay) => stay.bookingId === bookingId)?.totalMinor ?? 0,
        )
      }
    }),
  )
})
