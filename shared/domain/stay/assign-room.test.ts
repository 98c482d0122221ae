import { describe, expect, test } from 'vitest'
import { assignRoom } from './assign-room.ts'
import { bookingStatuses, isExpected } from './status.ts'

const stay = { status: 'confirmed', arrival: '2026-08-13', departure: '2026-08-15', roomId: null } as const
const couple = { adults: 2, children: 0 }
const room = { roomId: '101', free: true, maxOccupancy: 2, maxExtraBeds: 0 }

describe('giving a room', () => {
  test('a free room that the party fits into may be given to a stay that has not begun', () => {
    for (const status of bookingStatuses) {
      expect(assignRoom({ ...stay, status }, couple, room).ok).toBe(isExpected(status))
    }
  })

  test('a room that somebody else has is refused', () => {
    expect(assignRoom(stay, couple, { ...room, free: false })).toMatchObject({
      error: { code: 'room_not_available' },
    })
  })

  test('a room that is too small is refused, whatever was sold', () => {
    expect(assignRoom(stay, { adults: 2, children: 1 }, room)).toMatchObject({
      error: { code: 'too_many_guests', most: 2 },
    })
  })

  test('the room it has already is no step', () => {
    expect(assignRoom({ ...stay, roomId: '101' }, couple, room)).toMatchObject({
      error: { code: 'already_done' },
    })
  })
})
