import { describe, expect, test } from 'vitest'
import { mayMove, statusMoves } from './status-machine.ts'
import { bookingStatuses, expectedStatuses } from './status.ts'

describe('the status machine', () => {
  test('knows every status and moves to none from itself', () => {
    expect(Object.keys(statusMoves).toSorted()).toEqual([...bookingStatuses].toSorted())
    for (const status of bookingStatuses) expect(mayMove(status, status)).toBe(false)
  })

  test('whoever is in house leaves by checking out or by an undone check-in, never by cancelling', () => {
    expect(mayMove('checked_in', 'cancelled')).toBe(false)
    expect(mayMove('checked_in', 'no_show')).toBe(false)
    expect(mayMove('checked_in', 'checked_out')).toBe(true)
  })

  test('every step that may be undone has its way back', () => {
    for (const expected of expectedStatuses) {
      expect(mayMove(expected, 'checked_in') && mayMove('checked_in', expected)).toBe(true)
      expect(mayMove(expected, 'cancelled') && mayMove('cancelled', expected)).toBe(true)
    }
    expect(mayMove('checked_in', 'checked_out') && mayMove('checked_out', 'checked_in')).toBe(true)
  })
})
