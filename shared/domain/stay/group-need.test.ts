import { expect, test } from 'vitest'
import { groupNeed, type GroupCounts } from './group-need.ts'

const toCome: GroupCounts = {
  nextArrival: '2026-08-20',
  nextDeparture: null,
  releaseDate: '2026-08-17',
  unnamed: 3,
  withoutRoom: 5,
}

test.each([
  ['names by the release date', {}, { what: 'name', on: '2026-08-17' }],
  ['rooms by the arrival, once all are named', { unnamed: 0 }, { what: 'rooms', on: '2026-08-20' }],
  ['no names where there is no release date', { releaseDate: null }, { what: 'rooms', on: '2026-08-20' }],
  [
    'the check-in, with every room given',
    { unnamed: 0, withoutRoom: 0 },
    { what: 'check_in', on: '2026-08-20' },
  ],
  ['who leaves before others come', { nextDeparture: '2026-08-16' }, { what: 'check_out', on: '2026-08-16' }],
] as const)('a group needs %s', (_, change, need) => {
  expect(groupNeed({ ...toCome, ...change })).toEqual(need)
})

test('a group that has gone needs nothing', () => {
  expect(groupNeed({ ...toCome, nextArrival: null, unnamed: 0, withoutRoom: 0 })).toBeNull()
})
