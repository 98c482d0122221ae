import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignRooms, roomsNeeded, shareNoMoment, type RoomOnOffer, type RoomWish } from './assign-rooms.ts'

const day = fc.integer({ min: 0, max: 60 })
const stays = fc
  .array(fc.tuple(day, fc.integer({ min: 0, max: 14 })), { maxLength: 80 })
  .map((list) => list.map(([first, nights], index) => wish(String(index), date(first), date(first + nights))))

describe('giving rooms', () => {
  it('never puts two stays that share a moment into one room', () => {
    fc.assert(
      fc.property(stays, fc.integer({ min: 0, max: 12 }), (wishes, count) => {
        const plan = assignRooms(wishes, emptyRooms(count))
        expect(clashes(wishes, plan.roomOf)).toEqual([])
        expect(plan.roomOf.size + plan.unplaced.length).toBe(wishes.length)
      }),
    )
  })

  it('places every stay when there are as many rooms as overlap at the worst moment, and not with one less', () => {
    fc.assert(
      fc.property(stays, (wishes) => {
        const needed = roomsNeeded(wishes)
        expect(assignRooms(wishes, emptyRooms(needed)).unplaced).toEqual([])
        if (needed > 0) expect(assignRooms(wishes, emptyRooms(needed - 1)).unplaced).not.toEqual([])
      }),
    )
  })

  it('leaves stays that already have a room where they are', () => {
    fc.assert(
      fc.property(stays, stays, (before, after) => {
        const first = assignRooms(before, emptyRooms(6))
        const offer = emptyRooms(6).map((room) => ({
          ...room,
          taken: before.filter((stay) => first.roomOf.get(stay.stayId) === room.roomId),
        }))
        const later = after.map((stay) => ({ ...stay, stayId: `later ${stay.stayId}` }))
        const second = assignRooms(later, offer)
        expect(clashes([...before, ...later], new Map([...first.roomOf, ...second.roomOf]))).toEqual([])
        const refused = later.filter((stay) => second.unplaced.includes(stay.stayId))
        // a refused stay has no free room left in the finished plan either
        for (const stay of refused) {
          const free = offer.filter((room) =>
            [...before, ...later].every(
              (other) =>
                (first.roomOf.get(other.stayId) ?? second.roomOf.get(other.stayId)) !== room.roomId ||
                shareNoMoment(stay, other),
            ),
          )
          expect(free).toEqual([])
        }
      }),
    )
  })

  it('gives the same plan whatever the order of the list', () => {
    fc.assert(
      fc.property(stays, (wishes) => {
        const plan = assignRooms(wishes, emptyRooms(5))
        const turned = assignRooms(wishes.toReversed(), emptyRooms(5))
        expect(Object.fromEntries(turned.roomOf)).toEqual(Object.fromEntries(plan.roomOf))
      }),
    )
  })

  it('lets one guest leave and the next arrive on the same day', () => {
    const wishes = [wish('leaves', '2026-08-10', '2026-08-13'), wish('comes', '2026-08-13', '2026-08-14')]
    expect(assignRooms(wishes, emptyRooms(1)).unplaced).toEqual([])
  })

  it('fits a day use between a departure and an arrival, but not into a night in between', () => {
    const wishes = [
      wish('leaves', '2026-08-10', '2026-08-13'),
      wish('day use', '2026-08-13', '2026-08-13'),
      wish('comes', '2026-08-13', '2026-08-14'),
    ]
    expect(assignRooms(wishes, emptyRooms(1)).unplaced).toEqual([])
    const stayOver = { roomId: '1', taken: [{ arrival: '2026-08-12', departure: '2026-08-14' }] }
    expect(assignRooms([wish('day use', '2026-08-13', '2026-08-13')], [stayOver]).unplaced).toEqual([
      'day use',
    ])
  })

  it('gives two day uses of one day two rooms', () => {
    const wishes = [wish('a', '2026-08-13', '2026-08-13'), wish('b', '2026-08-13', '2026-08-13')]
    expect(roomsNeeded(wishes)).toBe(2)
  })

  it('prefers the room that stays free the longest, so that the guest can extend', () => {
    const offer = [
      { roomId: 'taken soon', taken: [{ arrival: '2026-08-16', departure: '2026-08-18' }] },
      { roomId: 'taken later', taken: [{ arrival: '2026-08-20', departure: '2026-08-22' }] },
    ]
    const plan = assignRooms([wish('stay', '2026-08-13', '2026-08-15')], offer)
    expect(plan.roomOf.get('stay')).toBe('taken later')
  })

  it('then prefers the room that has stood empty the longest', () => {
    const offer = [
      { roomId: 'left today', taken: [{ arrival: '2026-08-10', departure: '2026-08-13' }] },
      { roomId: 'left before', taken: [{ arrival: '2026-08-01', departure: '2026-08-03' }] },
    ]
    const plan = assignRooms([wish('stay', '2026-08-13', '2026-08-15')], offer)
    expect(plan.roomOf.get('stay')).toBe('left before')
  })
})

function wish(stayId: string, arrival: string, departure: string): RoomWish {
  return { stayId, arrival, departure }
}

function date(dayOfSpring: number): string {
  return new Date(Date.UTC(2026, 2, 1 + dayOfSpring)).toISOString().slice(0, 10)
}

function emptyRooms(count: number): readonly RoomOnOffer[] {
  return Array.from({ length: count }, (_, index) => ({ roomId: String(index + 1), taken: [] }))
}

function clashes(wishes: readonly RoomWish[], roomOf: ReadonlyMap<string, string>): readonly string[] {
  return wishes.flatMap((stay, index) =>
    wishes
      .slice(index + 1)
      .filter((other) => roomOf.has(stay.stayId) && roomOf.get(stay.stayId) === roomOf.get(other.stayId))
      .filter((other) => !shareNoMoment(stay, other))
      .map((other) => `${stay.stayId} and ${other.stayId}`),
  )
}
