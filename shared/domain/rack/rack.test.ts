import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/days.ts'
import { shareNoMoment } from '../room/assign-rooms.ts'
import { barSpan } from './bar-span.ts'
import { createDayLine } from './day-line.ts'
import { laneCount, packLanes } from './pack-lanes.ts'
import { piecesOfStay } from './pieces-of-stay.ts'
import { laneIdOf, parseLaneId, rackRows } from './rack-rows.ts'
import { stopAfter, stopAt, stopBefore } from './row-stops.ts'

const first = '2026-02-20'
const day = fc.integer({ min: 0, max: 40 }).map((days) => addDays(first, days))
const piece = fc
  .tuple(day, fc.integer({ min: 0, max: 9 }), fc.uuid())
  .map(([from, nights, key]) => ({ key, from, to: addDays(from, nights) }))
const pieces = fc.array(piece, { maxLength: 25 })

/** Pieces that may all lie in one room. */
const oneRoom = pieces.map((all) =>
  all.filter((one, index) => all.slice(0, index).every((other) => shareNoMoment(stayOf(one), stayOf(other)))),
)

function stayOf({ from, to }: { from: string; to: string }) {
  return { arrival: from, departure: to }
}

test('of many lanes without a room a few are shown, and one line that stands for the rest', () => {
  const types = [{ roomTypeId: 'T' }]
  const rooms = [{ roomId: 'R', roomTypeId: 'T' }]
  const kinds = (lanes: number) =>
    rackRows({ types, rooms, folded: new Set(), lanesOf: () => lanes }).map(({ kind }) => kind)
  const five = Array.from({ length: 5 }, () => 'unassigned')
  expect(kinds(6)).toEqual(['type', ...five, 'unassigned', 'room'])
  expect(kinds(7)).toEqual(['type', ...five, 'more', 'room'])
})

describe('lanes', () => {
  test('no two pieces of a lane overlap', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const packed = packLanes(all)
        for (const one of packed)
          for (const other of packed)
            if (one !== other && one.lane === other.lane)
              expect(shareNoMoment(stayOf(one.item), stayOf(other.item))).toBe(true)
      }),
    )
  })

  test('are no more than stays overlap on the worst night', () => {
    fc.assert(
      fc.property(
        pieces.map((all) => all.filter(({ from, to }) => from < to)),
        (all) => {
          const days = Array.from({ length: 60 }, (_, index) => addDays(first, index))
          const worst = Math.max(
            0,
            ...days.map((d) => all.filter(({ from, to }) => from <= d && d < to).length),
          )
          expect(laneCount(packLanes(all))).toBe(worst)
        },
      ),
    )
  })

  test('lie the same way whatever order the pieces come in', () => {
    fc.assert(
      fc.property(
        pieces.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(packLanes(shuffled)).toEqual(packLanes(all))
        },
      ),
    )
  })
})

describe('bars', () => {
  const line = createDayLine(first)

  test('of one room never cover each other', () => {
    fc.assert(
      fc.property(oneRoom, (all) => {
        const spans = all.map((one) => ({ one, ...barSpan(one, line) }))
        for (const a of spans)
          for (const b of spans) {
            const dayUse = a.one.from === a.one.to || b.one.from === b.one.to
            if (a !== b && !dayUse) expect(a.end <= b.start || b.end <= a.start).toBe(true)
          }
      }),
    )
  })

  test('who leaves and who comes on one day touch in the middle of it', () => {
    const leaves = barSpan({ from: '2026-02-20', to: '2026-02-22' }, line)
    const comes = barSpan({ from: '2026-02-22', to: '2026-02-23' }, line)
    expect(leaves.end).toBe(2.5)
    expect(comes.start).toBe(2.5)
  })

  test('the line counts days, and not hours, over both changes of the clock and the end of a year', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800, max: 1200 }), (place) => {
        expect(line.dateAt(place)).toBe(addDays(first, place))
        expect(line.placeOf(addDays(first, place))).toBe(place)
      }),
    )
  })
})

test('the pieces of a stay are its nights, room by room, none lost and none twice', () => {
  const nights = fc
    .array(fc.constantFrom('a', 'b', null), { minLength: 1, maxLength: 12 })
    .map((rooms) => rooms.map((roomId, index) => ({ night: addDays(first, index), roomId })))
  fc.assert(
    fc.property(nights, (all) => {
      const found = piecesOfStay(all.toReversed())
      const back = found.flatMap(({ roomId, from, to }) =>
        all.filter(({ night }) => from <= night && night < to).map(({ night }) => ({ night, roomId })),
      )
      expect(back).toEqual(all)
      expect(found.every((one, index) => index === 0 || found[index - 1]?.roomId !== one.roomId)).toBe(true)
    }),
  )
})

describe('the keyboard', () => {
  const next = (d: string) => addDays(d, 1)
  const before = (d: string) => addDays(d, -1)

  test('comes by every bar of a row going right, and by every bar going left', () => {
    fc.assert(
      fc.property(oneRoom, (all) => {
        const right = new Set<string>()
        let stop = stopAt(all, addDays(first, -1))
        for (let steps = 0; steps < 200 && stop.day <= addDays(first, 60); steps++) {
          if (stop.bar) right.add(stop.bar.key)
          stop = stopAfter(all, stop, next)
        }
        const left = new Set<string>()
        for (let steps = 0; steps < 200 && stop.day >= addDays(first, -1); steps++) {
          if (stop.bar) left.add(stop.bar.key)
          stop = stopBefore(all, stop, before)
        }
        const keys = all.map(({ key }) => key).toSorted()
        expect([...right].toSorted()).toEqual(keys)
        expect([...left].toSorted()).toEqual(keys)
      }),
    )
  })

  test('always gets on: right is later, left is earlier, but for a day guest beside a night', () => {
    fc.assert(
      fc.property(oneRoom, day, (all, at) => {
        const stop = stopAt(all, at)
        const after = stopAfter(all, stop, next)
        expect(after.day > stop.day || (after.day === stop.bar?.from && after.bar !== stop.bar)).toBe(true)
        const earlier = stopBefore(all, stop, before)
        expect(earlier.day < stop.day || earlier.bar !== stop.bar).toBe(true)
      }),
    )
  })
})

test('rows: each type’s head, then who waits for a room, then its rooms; of a folded type the head alone', () => {
  const types = [{ roomTypeId: 'dbl' }, { roomTypeId: 'sui' }]
  const rooms = [
    { roomId: '101', roomTypeId: 'dbl' },
    { roomId: '201', roomTypeId: 'sui' },
    { roomId: '102', roomTypeId: 'dbl' },
  ]
  const lanesOf = (typeId: string) => (typeId === 'dbl' ? 2 : 0)
  const ids = (folded: readonly string[]) =>
    rackRows({ types, rooms, lanesOf, folded: new Set(folded) }).map(({ rowId }) => rowId)
  expect(ids([])).toEqual(['type/dbl', 'dbl/0', 'dbl/1', '101', '102', 'type/sui', '201'])
  expect(ids(['dbl'])).toEqual(['type/dbl', 'type/sui', '201'])
})

test('a lane’s name says what it is of', () => {
  expect(parseLaneId(laneIdOf('dbl', 3))).toEqual({ roomTypeId: 'dbl', lane: 3 })
  expect(parseLaneId('101')).toEqual({ roomId: '101' })
})
