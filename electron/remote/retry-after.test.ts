import { expect, test } from 'vitest'
import { createRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-08-13T14:00:00.000Z')

async function heard(header: string | null, status = 429): Promise<number | null> {
  const line = createRetryAfter(
    () =>
      Promise.resolve(
        new Response('{}', { status, ...(header === null ? {} : { headers: { 'retry-after': header } }) }),
      ),
    () => now,
  )
  await line.fetch('http://hotel.example')
  const ms = line.takeMs()
  expect(line.takeMs()).toBeNull()
  return ms
}

test('a server that says when it would be asked again is heard, in seconds or by a date, once', async () => {
  expect(await heard('7')).toBe(7000)
  expect(await heard('Thu, 13 Aug 2026 14:00:30 GMT')).toBe(30_000)
  expect(await heard('Thu, 13 Aug 2026 13:00:00 GMT')).toBe(0)
})

test('nobody is made to wait for ever by a header, nor by one that says nothing', async () => {
  expect(await heard('999999')).toBe(600_000)
  expect(await heard('soon')).toBeNull()
  expect(await heard(null)).toBeNull()
  expect(await heard('7', 200)).toBeNull()
})
