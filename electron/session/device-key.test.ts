import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deriveKey, loadDeviceKey, type KeyStore } from './device-key.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'front-desk-key-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const file = (): string => readFileSync(join(dir, 'device.key'), 'utf8')

/** A store of secrets that turns text around and knows its own. */
const keychain: KeyStore = {
  protect: (text) => Promise.resolve(`k${text.split('').toReversed().join('')}`),
  reveal: (text) =>
    text.startsWith('k')
      ? Promise.resolve(text.slice(1).split('').toReversed().join(''))
      : Promise.reject(new Error('not mine')),
}

test('the key is made once and is its owner’s alone', async () => {
  const key = await loadDeviceKey(dir)
  expect(key).toHaveLength(32)
  expect(await loadDeviceKey(dir)).toEqual(key)
  expect(statSync(join(dir, 'device.key')).mode & 0o777).toBe(0o600)
})

test('where the system keeps secrets the file alone opens nothing', async () => {
  const key = await loadDeviceKey(dir, keychain)
  expect(file()).not.toContain(Buffer.from(key).toString('base64'))
  expect(await loadDeviceKey(dir, keychain)).toEqual(key)
})

test('a key from before there was a store of secrets stays, and is wrapped', async () => {
  const key = await loadDeviceKey(dir)
  expect(await loadDeviceKey(dir, keychain)).toEqual(key)
  expect(file().startsWith('wrapped:')).toBe(true)
})

test('a key that cannot be revealed any more is set aside, and another is made', async () => {
  const key = await loadDeviceKey(dir, keychain)
  expect(await loadDeviceKey(dir)).not.toEqual(key)
  expect(readdirSync(dir).toSorted()).toEqual(['device.key', 'device.key.unreadable'])
  writeFileSync(join(dir, 'device.key'), 'bare:AAAA')
  expect(await loadDeviceKey(dir)).toHaveLength(32)
})

test('what is derived for one use is not what is derived for another', async () => {
  const key = await loadDeviceKey(dir)
  expect(deriveKey(key, 'sign-in')).toEqual(deriveKey(key, 'sign-in'))
  expect(deriveKey(key, 'sign-in')).not.toEqual(deriveKey(key, 'credentials'))
})
