import { describe, expect, test } from 'vitest'
import { bookingStatuses, holdsRoom } from '../stay/status.ts'
import { postCharge } from './charge.ts'

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
