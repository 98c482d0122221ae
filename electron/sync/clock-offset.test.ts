import { expect, test } from 'vitest'
import { ask, measureOffset } from './clock-offset.ts'

test('half of the way there and back is taken off, by the clock that does not jump', () => {
  let wall = Date.parse('2026-08-13T14:00:10.000Z')
  let monotonic = 1000
  const clock = { now: () => wall, monotonic: () => monotonic }
  const asked = ask(clock)
  monotonic += 200
  // the wall clock is put forward while the question is on its way
  wall += 3_600_000 + 200
  // the server answered in the middle, ten seconds behind what the wall clock said then
  expect(measureOffset(clock, asked, '2026-08-13T15:00:00.100Z')).toBe(10_000)
})
