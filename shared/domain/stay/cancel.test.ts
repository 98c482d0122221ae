import { describe, expect, test } from 'vitest'
import { cancel } from './cancel.ts'
import { bookingStatuses, isExpected } from './status.ts'

describe('cancelling', () => {
  test('only a stay that has not begun', () => {
    for (const status of bookingStatuses) expect(cancel(status, 0).ok).toBe(isExpected(status))
  })

  test('not while something is owed; a deposit stays on the folio', () => {
    expect(cancel('confirmed', 1)).toEqual({ ok: false, error: { code: 'balance_open', balanceMinor: 1 } })
    expect(cancel('confirmed', -50_00).ok).toBe(true)
  })
})
