import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSmallHotel, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { credentialsIn } from './credentials.ts'
import { createSeal } from './seal.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
})
afterEach(() => hotel.throwAway())

const device = {
  email: 'terminal@terminals.invalid',
  secret: 'the secret of the device',
  privateKey: 'cHJpdmF0ZQ==',
  signingKey: 'ab'.repeat(32),
  session: null,
}

test('what makes the device a terminal cannot be read in its file without the key', () => {
  const store = credentialsIn(hotel.db, createSeal(randomBytes(32)))
  store.save(device)
  expect(store.load()).toEqual(device)
  expect(readSyncState(hotel.db, 'credentials')).not.toContain('secret')
})

test('with another key, or changed on the disk, there is no sign-in, and the desk goes on without', () => {
  const key = randomBytes(32)
  credentialsIn(hotel.db, createSeal(key)).save(device)
  expect(credentialsIn(hotel.db, createSeal(randomBytes(32))).load()).toBeNull()
  const text = readSyncState(hotel.db, 'credentials') ?? ''
  writeSyncState(hotel.db, 'credentials', `${text.slice(0, -8)}AAAAAAA=`)
  expect(credentialsIn(hotel.db, createSeal(key)).load()).toBeNull()
})

test('credentials from before they were sealed are still read, and sealed when they are next saved', () => {
  credentialsIn(hotel.db).save(device)
  const store = credentialsIn(hotel.db, createSeal(randomBytes(32)))
  expect(store.load()).toEqual(device)
  store.save(device)
  expect(readSyncState(hotel.db, 'credentials')).not.toContain('email')
})
