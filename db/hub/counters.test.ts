import { describe, expect, test } from 'vitest'

import { createPasswordAttempts } from './auth/password-attempts.ts'
import { createMemoryCounters } from './counters.ts'

function setUp() {
  let nowMs = 0
  const counters = createMemoryCounters({ now: () => nowMs, monotonic: () => nowMs })
  return { counters, attempts: createPasswordAttempts(counters), pass: (ms: number) => (nowMs += ms) }
}

describe('counters of one hub', () => {
  test('count within a window that begins with the first', async () => {
    const { counters, pass } = setUp()
    expect(await counters.hit('a', 1000)).toEqual({ count: 1, endsInMs: 1000 })
    pass(400)
    expect(await counters.hit('a', 1000)).toEqual({ count: 2, endsInMs: 600 })
    expect(await counters.read('a')).toEqual({ count: 2, endsInMs: 600 })
    expect(await counters.hit('b', 1000)).toEqual({ count: 1, endsInMs: 1000 })
    pass(600)
    expect(await counters.read('a')).toEqual({ count: 0, endsInMs: 0 })
    expect(await counters.hit('a', 1000)).toEqual({ count: 1, endsInMs: 1000 })
  })
})

describe('attempts to sign in', () => {
  test('ten for one person from one address, however often others are tried', async () => {
    const { attempts, pass } = setUp()
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await attempts.begin('10.0.0.1', 'maria@hotel.example')).ok).toBe(true)
    }
    const refused = await attempts.begin('10.0.0.1', 'MARIA@hotel.example')
    expect(refused).toMatchObject({ error: { status: 429, retryAfterSeconds: 300 } })
    expect((await attempts.begin('10.0.0.2', 'maria@hotel.example')).ok).toBe(true)
    expect((await attempts.begin('10.0.0.1', 'anna@hotel.example')).ok).toBe(true)
    pass(300_000)
    expect((await attempts.begin('10.0.0.1', 'maria@hotel.example')).ok).toBe(true)
  })

  test('the right password starts the count anew', async () => {
    const { attempts } = setUp()
    for (let attempt = 0; attempt < 100; attempt += 1) {
      expect((await attempts.begin('10.0.0.1', 'maria@hotel.example')).ok).toBe(true)
      await attempts.succeeded('10.0.0.1', 'maria@hotel.example')
    }
  })

  test('one address that tries many people is stopped too', async () => {
    const { attempts } = setUp()
    for (let attempt = 0; attempt < 100; attempt += 1) {
      expect((await attempts.begin('10.0.0.1', `guest${attempt}@hotel.example`)).ok).toBe(true)
      await attempts.failed('10.0.0.1')
    }
    expect((await attempts.begin('10.0.0.1', 'one-more@hotel.example')).ok).toBe(false)
    expect((await attempts.begin('10.0.0.2', 'one-more@hotel.example')).ok).toBe(true)
  })
})
