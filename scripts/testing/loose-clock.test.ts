import { expect, test } from 'vitest'
import { createLooseClock } from './loose-clock.ts'

test('time passes only when it is told to, and a jump of the wall clock is no time', () => {
  const clock = createLooseClock('2026-08-13T10:00:00Z')
  clock.pass(1000)
  clock.jump(-3_600_000)
  expect(new Date(clock.now()).toISOString()).toBe('2026-08-13T09:00:01.000Z')
  expect(clock.monotonic()).toBe(1000)
})

test('timers run when they are due, the earliest first, and never after they were called off', () => {
  const clock = createLooseClock('2026-08-13T10:00:00Z')
  const ran: string[] = []
  clock.timers.after(300, () => ran.push('third'))
  clock.timers.after(100, () => ran.push('first'))
  clock.timers.after(200, () => ran.push('never'))()
  expect([clock.runDue(), clock.untilNextMs()]).toEqual([false, 100])
  clock.jump(1_000_000)
  expect(clock.runDue()).toBe(false)
  clock.pass(250)
  expect([clock.runDue(), clock.runDue()]).toEqual([true, false])
  clock.pass(50)
  expect(clock.runDue()).toBe(true)
  expect([ran, clock.untilNextMs()]).toEqual([['first', 'third'], null])
})
