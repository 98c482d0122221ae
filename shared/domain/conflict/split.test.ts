import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSplit, type OpenRoom } from './split.ts'

const nights = ['2026-08-13', '2026-08-14', '2026-08-15', '2026-08-16']

function room(roomId: string, ...free: readonly number[]): OpenRoom {
  return { roomId, nights: new Set(free.flatMap((index) => nights[index] ?? [])) }
}

test('the guest moves once, and as late as may be', () => {
  const rooms = [room('A', 0, 1), room('B', 0, 1, 2), room('C', 2, 3)]
  expect(findSplit(nights, rooms)).toEqual({ firstRoomId: 'B', secondRoomId: 'C', from: '2026-08-16' })
})

test('what takes more than one move is no split', () => {
  expect(findSplit(nights, [room('A', 0), room('B', 1, 2), room('C', 3)])).toBeNull()
  expect(findSplit(nights.slice(0, 1), [room('A', 0)])).toBeNull()
})

test('whatever the house looks like: both rooms are free on their nights, and where two rooms could do it, they are found', () => {
  const house = fc.array(
    fc.record({ free: fc.array(fc.boolean(), { minLength: nights.length, maxLength: nights.length }) }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(house, (rooms) => {
      const open = rooms.map(({ free }, index) => ({
        roomId: String(index),
        nights: new Set(nights.filter((_, night) => free[night] === true)),
      }))
      const split = findSplit(nights, open)
      const takes = (id: string, part: readonly string[]): boolean =>
        open.some((one) => one.roomId === id && part.every((night) => one.nights.has(night)))
      const parts = (from: string) =>
        [nights.filter((night) => night < from), nights.filter((night) => night >= from)] as const
      if (split !== null) {
        const [before, after] = parts(split.from)
        expect(split.firstRoomId).not.toBe(split.secondRoomId)
        expect([takes(split.firstRoomId, before), takes(split.secondRoomId, after)]).toEqual([true, true])
        return
      }
      const possible = nights.slice(1).flatMap((from) => {
        const [before, after] = parts(from)
        return open.flatMap((one) =>
          open.filter((other) => one !== other && takes(one.roomId, before) && takes(other.roomId, after)),
        )
      })
      expect(possible).toEqual([])
    }),
  )
})
