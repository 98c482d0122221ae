import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeVerifier, matchesVerifier } from './verifier.ts'

const pepper = randomBytes(32)

test('knows the password again, and no other', async () => {
  const verifier = await makeVerifier('Lisboa, à noite', pepper)
  expect(await matchesVerifier('Lisboa, à noite', pepper, verifier)).toBe(true)
  expect(await matchesVerifier('Lisboa, a noite', pepper, verifier)).toBe(false)
  expect(await matchesVerifier('', pepper, verifier)).toBe(false)
})

test('is another each time, and holds neither password nor pepper', async () => {
  const [one, other] = [await makeVerifier('secret', pepper), await makeVerifier('secret', pepper)]
  expect(one).not.toBe(other)
  expect(one).not.toContain('secret')
  expect(one).not.toContain(pepper.toString('base64'))
})

test('is worth nothing without the pepper', async () => {
  const verifier = await makeVerifier('secret', pepper)
  expect(await matchesVerifier('secret', randomBytes(32), verifier)).toBe(false)
})
