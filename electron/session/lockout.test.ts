import { expect, test } from 'vitest'
import { afterFailure, freeFailures, lockedForMs, type Lockout } from './lockout.ts'

const now = Date.parse('2026-08-13T15:00:00.000Z')
const none: Lockout = { failures: 0, lockedUntil: null }

function failing(times: number): Lockout {
  let lockout = none
  for (let count = 0; count < times; count += 1) lockout = afterFailure(lockout, now)
  return lockout
}

test('a few slips cost nothing', () => {
  expect(lockedForMs(failing(freeFailures - 1), now)).toBe(0)
})

test('each further one doubles the wait, up to a quarter of an hour', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((more) => lockedForMs(failing(freeFailures + more), now) / 1000)
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
})

test('the wait passes with the clock, and a clock that was set back does not lengthen it beyond the longest', () => {
  const locked = failing(freeFailures)
  expect(lockedForMs(locked, now + 29_000)).toBe(1000)
  expect(lockedForMs(locked, now + 31_000)).toBe(0)
  expect(lockedForMs(locked, now - 365 * 86_400_000)).toBe(15 * 60_000)
})
