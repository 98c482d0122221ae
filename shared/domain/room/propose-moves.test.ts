import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../calendar/days.ts'
import { countOrphans, proposeMoves, type PlacedStay } from './propose-moves.ts'

const rooms = ['101', '102', '103']

function stay(bookingId: string, roomId: string, from: number, nights: number, movable = true): PlacedStay {
  const arrival = addDays('2026-08-13', from)
  return { bookingId, roomId, arrival, departure: addDays(arrival, nights), movable, rooms }
}

test('a stay is moved where it closes a gap of one night', () => {
  const stays = [stay('a', '101', 0, 2), stay('b', '101', 3, 2), stay('c', '102', 0, 3)]
  expect(proposeMoves(stays, 10)).toEqual({
    moves: [{ bookingId: 'a', fromRoomId: '101', toRoomId: '103' }],
    orphansBefore: 1,
    orphansAfter: 0,
  })
})

test('a stay that is locked or in house is left where it is', () => {
  const stays = [stay('a', '101', 0, 2, false), stay('b', '101', 3, 2, false)]
  expect(proposeMoves(stays, 10)).toEqual({ moves: [], orphansBefore: 1, orphansAfter: 1 })
})

const houses = fc
  .array(
    fc.record({
      room: fc.nat(2),
      from: fc.nat(12),
      nights: fc.integer({ min: 1, max: 4 }),
      movable: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((wishes) => {
    const placed: PlacedStay[] = []
    wishes.forEach((wish, index) => {
      const next = stay(`b${index}`, rooms[wish.room] ?? '101', wish.from, wish.nights, wish.movable)
      if (placed.every((other) => isApart(other, next))) placed.push(next)
    })
    return placed
  })

function isApart(one: PlacedStay, other: PlacedStay): boolean {
  return one.roomId !== other.roomId || one.departure <= other.arrival || other.departure <= one.arrival
}

test('no plan puts two stays into one room, moves one that may not be, or is worse than none', () => {
  fc.assert(
    fc.property(houses, (stays) => {
      const plan = proposeMoves(stays, 10)
      const roomOf = new Map(plan.moves.map((move) => [move.bookingId, move.toRoomId]))
      const after = stays.map((one) => ({ ...one, roomId: roomOf.get(one.bookingId) ?? one.roomId }))
      for (const one of after) {
        for (const other of after) {
          if (one.bookingId < other.bookingId) expect(isApart(one, other)).toBe(true)
        }
      }
      for (const { bookingId } of plan.moves) {
        expect(stays.find((one) => one.bookingId === bookingId)?.movable).toBe(true)
      }
      expect(countOrphans(after)).toBe(plan.orphansAfter)
      expect(plan.orphansAfter).toBeLessThanOrEqual(plan.orphansBefore)
      expect(plan.moves.length === 0 || plan.orphansAfter < plan.orphansBefore).toBe(true)
    }),
  )
})
