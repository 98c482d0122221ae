import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PullPage } from '../../shared/protocol/pull.ts'
import { openSmallHotel, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import { createStaging } from './staging.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
})
afterEach(() => hotel.throwAway())

function page(rows: PullPage['rows'], gone: PullPage['gone'] = {}): PullPage {
  return {
    epoch: 'e',
    scope: 's',
    target: '1:1:',
    rows,
    gone,
    ackedSeq: 0,
    results: [],
    after: null,
    serverTime: '2026-08-13T14:00:00Z',
  }
}

const onDisk = (): unknown => hotel.db.prepare('select count(*) from staged_pages').pluck().get()

test('one page stays in memory, and more come back from the disk in their order', () => {
  const staging = createStaging(hotel.db)
  staging.clear()
  expect(staging.isEmpty()).toBe(true)
  staging.add(page({ rooms: [['a', 1]] }))
  expect(onDisk()).toBe(0)
  staging.add(page({ rooms: [['a', null]], bookings: [] }, { bookings: ['b'] }))
  staging.add(page({}))
  expect(onDisk()).toBe(3)
  expect([...staging.pages()]).toEqual([
    { table: 'rooms', rows: [['a', 1]], gone: [] },
    { table: 'rooms', rows: [['a', null]], gone: [] },
    { table: 'bookings', rows: [], gone: ['b'] },
  ])
  expect(staging.isEmpty()).toBe(false)
})

test('what a round that broke off has left is gone before the next', () => {
  const broken = createStaging(hotel.db)
  broken.add(page({ rooms: [['a']] }))
  broken.add(page({ rooms: [['b']] }))
  const staging = createStaging(hotel.db)
  staging.clear()
  expect([...staging.pages()]).toEqual([])
  expect(onDisk()).toBe(0)
})
