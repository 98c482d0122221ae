import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSmallHotel, roomId, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import { adoptBeside, dropBeside, hasBeside, openBeside, withBeside } from './beside.ts'
import type { StoredRecord } from './codec.ts'
import { mirrorTables } from './mirror-tables.ts'
import { withTransaction } from './transaction.ts'
import { upsertStored } from './writes/upsert-rows.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
  upsertStored(hotel.db, 'rooms', { ...room(), id: other, room_number: '102' })
})
afterEach(() => hotel.throwAway())

const other = '00000000-0000-7000-8000-0000000000c2'
const gone = '00000000-0000-7000-8000-0000000000c3'

function room(): StoredRecord {
  const row = hotel.db.prepare<[string], StoredRecord>('select * from rooms where id = ?').get(roomId)
  if (row === undefined) throw new Error('no room')
  return row
}

const rooms = (): unknown =>
  hotel.db.prepare('select room_number, floor from rooms order by room_number').raw().all()

/** The same rows beside, but for what is done to them. */
function gather(change: string): void {
  const beside = openBeside(hotel.db)
  for (const table of mirrorTables)
    for (const row of hotel.db.prepare<[], StoredRecord>(`select * from ${table}`).all())
      upsertStored(beside, table, row)
  beside.exec(change)
  beside.close()
}

const adopt = (): readonly string[] =>
  withBeside(hotel.db, () => withTransaction(hotel.db, () => [...adoptBeside(hotel.db)]))

test('what is gone goes, what differs is replaced, what is equal is left alone', () => {
  upsertStored(hotel.db, 'rooms', { ...room(), id: gone, room_number: '103' })
  gather(`delete from rooms where id = '${gone}'; update rooms set floor = 9 where room_number = '102'`)
  expect(adopt()).toEqual(['rooms'])
  expect(rooms()).toEqual([
    ['101', 1],
    ['102', 9],
  ])
  expect(adopt()).toEqual([])
})

test('two rooms that have changed numbers are taken over', () => {
  gather(`update rooms set room_number = 'x' where id = '${roomId}';
    update rooms set room_number = '101', floor = 2 where id = '${other}';
    update rooms set room_number = '102' where id = '${roomId}'`)
  expect(adopt()).toEqual(['rooms'])
  expect(rooms()).toEqual([
    ['101', 2],
    ['102', 1],
  ])
})

test('what is found follows what is taken over', () => {
  upsertStored(hotel.db, 'booking_groups', { id: other, group_code: 'G1', name: 'Chess Club' })
  upsertStored(hotel.db, 'booking_groups', { id: gone, group_code: 'G2', name: 'Choir' })
  gather(`delete from booking_groups where id = '${gone}'; update booking_groups set name = 'Bridge Club'`)
  adopt()
  const found = hotel.db.prepare('select row_id, text from mention_entries').raw().all()
  expect(found).toEqual([[other, 'bridge club g1']])
})

test('when the work on top of it fails, the old rows stand as they were', () => {
  gather(`update rooms set floor = 9`)
  expect(() =>
    withBeside(hotel.db, () =>
      withTransaction(hotel.db, () => {
        adoptBeside(hotel.db)
        throw new Error('the disk is full')
      }),
    ),
  ).toThrow('full')
  expect(rooms()).toEqual([
    ['101', 1],
    ['102', 1],
  ])
  expect(adopt()).toEqual(['rooms'])
})

test('what cannot be read beside is made anew, and what is dropped is gone', () => {
  gather('')
  dropBeside(hotel.db)
  expect(hasBeside(hotel.db)).toBe(false)
  writeFileSync(`${hotel.file}-next`, 'no database')
  const beside = openBeside(hotel.db)
  expect(beside.prepare('select count(*) from rooms').pluck().get()).toBe(0)
  beside.close()
  dropBeside(hotel.db)
})
