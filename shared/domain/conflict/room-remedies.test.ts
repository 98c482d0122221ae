import { expect, test } from 'vitest'
import { rankRoomRemedies, type FreeChoice, type RoomQuarrel } from './room-remedies.ts'

const double = { roomTypeId: 'double', typeRateMinor: 100_00, ready: true, typeLeft: true }
const suite = { roomTypeId: 'suite', typeRateMinor: 250_00, ready: true, typeLeft: true }
const single = { roomTypeId: 'single', typeRateMinor: 60_00, ready: true, typeLeft: true }

function quarrel(wishes: Partial<RoomQuarrel> = {}): RoomQuarrel {
  return {
    stay: { bookingId: 'mine', status: 'confirmed', roomTypeId: 'double', typeRateMinor: 100_00 },
    wantedRoomId: '101',
    holder: { bookingId: 'theirs', status: 'confirmed', sure: true },
    free: [],
    freeForHolder: [],
    split: null,
    ...wishes,
  }
}

const free = (roomId: string, type: Omit<FreeChoice, 'roomId'> = double): FreeChoice => ({ ...type, roomId })

test('a room like the one that was sold comes first, then the other guest goes, then better, then simpler, then elsewhere', () => {
  const remedies = rankRoomRemedies(
    quarrel({ free: [free('102'), free('201', suite), free('11', single)], freeForHolder: [free('102')] }),
  )
  expect(remedies.map(({ kind }) => kind)).toEqual([
    'same_type',
    'move_other',
    'upgrade',
    'simpler',
    'relocate',
    'cancel',
  ])
})

test('the wanted room comes before all once nobody has it any more', () => {
  const remedies = rankRoomRemedies(quarrel({ holder: null, free: [free('102'), free('101')] }))
  expect(remedies[0]).toEqual({ kind: 'wanted_room', roomId: '101' })
})

test('who sits in the room stays, and the one who is not here yet goes elsewhere; nobody who has arrived is sent away', () => {
  const inHouse = quarrel({
    stay: { bookingId: 'mine', status: 'checked_in', roomTypeId: 'double', typeRateMinor: 100_00 },
    free: [free('102')],
    freeForHolder: [free('102')],
  })
  expect(rankRoomRemedies(inHouse).map(({ kind }) => kind)).toEqual(['move_other', 'same_type'])
  const both = { ...inHouse, holder: { bookingId: 'theirs', status: 'checked_in' as const, sure: true } }
  expect(rankRoomRemedies(both).map(({ kind }) => kind)).toEqual(['same_type'])
})

test('a sale that was never sure gives way before one that was', () => {
  const remedies = rankRoomRemedies(
    quarrel({
      holder: { bookingId: 'theirs', status: 'confirmed', sure: false },
      free: [free('102')],
      freeForHolder: [free('102')],
    }),
  )
  expect(remedies[0]).toEqual({ kind: 'move_other', otherBookingId: 'theirs', roomId: '102' })
})

test('of the better types the least dear is given, and none that others without a room were sold', () => {
  const grand = { roomTypeId: 'grand', typeRateMinor: 400_00, ready: true, typeLeft: true }
  const remedies = rankRoomRemedies(
    quarrel({ free: [free('301', grand), free('201', { ...suite, typeLeft: false }), free('302', grand)] }),
  )
  expect(remedies[0]).toEqual({ kind: 'upgrade', roomId: '301' })
})

test('two rooms are for a house without one', () => {
  const split = { firstRoomId: '102', secondRoomId: '103', from: '2026-08-15' }
  expect(rankRoomRemedies(quarrel({ split })).map(({ kind }) => kind)).toEqual([
    'split',
    'relocate',
    'cancel',
  ])
  expect(rankRoomRemedies(quarrel({ split, free: [free('104')] })).map(({ kind }) => kind)).toEqual([
    'same_type',
    'relocate',
    'cancel',
  ])
})
