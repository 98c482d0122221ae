import { describe, expect, test } from 'vitest'
import { bookingStatuses, holdsRoom } from '../stay/status.ts'
import { unpostedMinor, type BillableStay } from './unposted.ts'

describe('what is not posted yet', () => {
  const stay: BillableStay = {
    status: 'checked_in',
    arrival: '2026-08-13',
    departure: '2026-08-15',
    nights: [
      { night: '2026-08-13', amountMinor: 100_00, posted: true },
      { night: '2026-08-14', amountMinor: 110_00, posted: false },
      { night: '2026-08-15', amountMinor: 120_00, posted: false },
    ],
    dayRateMinor: 80_00,
    dayUsePosted: false,
  }

  test('is the nights of the stay that are no line of the folio, cut nights left out', () => {
    expect(unpostedMinor(stay)).toBe(110_00)
  })

  test('is the day for day use', () => {
    const dayUse = { ...stay, departure: stay.arrival, nights: [] }
    expect(unpostedMinor(dayUse)).toBe(80_00)
    expect(unpostedMinor({ ...dayUse, dayUsePosted: true })).toBe(0)
  })

  test('is nothing once the stay is over or off', () => {
    for (const status of bookingStatuses)
      expect(unpostedMinor({ ...stay, status }) > 0).toBe(holdsRoom(status))
  })
})
