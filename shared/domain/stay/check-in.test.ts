import { describe, expect, test } from 'vitest'
import { checkInBlockers, isOverridable, needsManager } from './check-in-blockers.ts'
import { checkIn } from './check-in.ts'
import { bookingStatuses, isExpected } from './status.ts'

const today = '2026-08-13'
const stay = { status: 'confirmed', arrival: today, departure: '2026-08-15', roomId: 'room' } as const
const ready = { housekeeping: 'clean', occupied: false, blocked: false } as const
const guest = { fullName: 'Ada Byron', nationality: 'GBR', blacklisted: false }

describe('checking in', () => {
  test('a due-in guest with a ready room comes in', () => {
    expect(checkIn(stay, ready, guest, today, false)).toEqual({ ok: true, value: { overridden: [] } })
  })

  test('only an expected stay comes in', () => {
    for (const status of bookingStatuses) {
      expect(checkIn({ ...stay, status }, ready, guest, today, true).ok).toBe(isExpected(status))
    }
  })

  test('all that stands in the way is said at once', () => {
    const everything = checkIn(
      { ...stay, arrival: '2026-08-14' },
      { housekeeping: 'dirty', occupied: true, blocked: true },
      { fullName: 'Ada Byron', nationality: ' ', blacklisted: true },
      today,
      false,
      { isDue: true },
    )
    expect(everything).toEqual({
      ok: false,
      error: {
        code: 'check_in_blocked',
        blockers: checkInBlockers.filter((blocker) => blocker !== 'no_room'),
      },
    })
    expect(checkIn({ ...stay, roomId: null }, null, guest, today, false)).toMatchObject({
      error: { blockers: ['no_room'] },
    })
  })

  test('a touch-up not yet done keeps the key as dirt does', () => {
    expect(checkIn(stay, { ...ready, housekeeping: 'pickup' }, guest, today, false)).toMatchObject({
      error: { blockers: ['room_dirty'] },
    })
  })

  test('an override waives dirt and missing details, and tells what it waived', () => {
    const waived = checkIn(
      stay,
      { ...ready, housekeeping: 'dirty' },
      { ...guest, nationality: null },
      today,
      true,
    )
    expect(waived).toEqual({ ok: true, value: { overridden: ['room_dirty', 'guest_details_missing'] } })
  })

  test('an override waives the list of the unwanted and a deposit, which a manager answers for, and nobody in the room', () => {
    const refused = checkIn(
      stay,
      { housekeeping: 'dirty', occupied: true, blocked: false },
      { ...guest, blacklisted: true },
      today,
      true,
    )
    expect(refused).toMatchObject({ error: { blockers: ['room_occupied'] } })
    const waived = checkIn(stay, ready, { ...guest, blacklisted: true }, today, true, { isDue: true })
    expect(waived).toEqual({ ok: true, value: { overridden: ['guest_blacklisted', 'deposit_due'] } })
    expect(checkInBlockers.filter(needsManager)).toEqual(['guest_blacklisted', 'deposit_due'])
    expect(checkInBlockers.filter(isOverridable)).toEqual([
      'room_dirty',
      'guest_blacklisted',
      'guest_details_missing',
      'deposit_due',
    ])
  })
})
