import { describe, expect, test } from 'vitest'
import { walkIn } from './walk-in.ts'

const today = '2026-08-13'
const room = {
  roomId: '101',
  free: true,
  maxOccupancy: 2,
  maxExtraBeds: 0,
  housekeeping: 'clean',
  occupied: false,
  blocked: false,
} as const
const couple = { adults: 2, children: 0 }
const guest = { fullName: 'Ada Byron', nationality: 'GBR', blacklisted: false }

describe('a walk-in', () => {
  test('gets a free and ready room, for nights or for the day', () => {
    expect(walkIn('2026-08-15', couple, room, guest, today, false).ok).toBe(true)
    expect(walkIn(today, couple, room, guest, today, false).ok).toBe(true)
  })

  test('is refused what a booking is refused', () => {
    expect(walkIn('2026-08-12', couple, room, guest, today, false)).toMatchObject({
      error: { field: 'departure' },
    })
    expect(walkIn('2026-08-15', { adults: 3, children: 0 }, room, guest, today, false)).toMatchObject({
      error: { code: 'too_many_guests' },
    })
    expect(walkIn('2026-08-15', couple, { ...room, free: false }, guest, today, false)).toMatchObject({
      error: { code: 'room_not_available' },
    })
  })

  test('is refused what a check-in is refused, all of it at once', () => {
    const taken = { ...room, free: false, occupied: true, housekeeping: 'dirty' } as const
    expect(walkIn('2026-08-15', couple, taken, guest, today, false)).toMatchObject({
      error: { code: 'check_in_blocked', blockers: ['room_occupied', 'room_dirty'] },
    })
    expect(
      walkIn('2026-08-15', couple, { ...room, housekeeping: 'dirty' }, guest, today, true),
    ).toMatchObject({
      value: { overridden: ['room_dirty'] },
    })
  })
})
