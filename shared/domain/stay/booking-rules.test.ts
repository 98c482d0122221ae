import { describe, expect, test } from 'vitest'
import { checkParty, checkStayDates } from './booking-rules.ts'

describe('the dates of a stay', () => {
  test('today and later may be sold, day use too', () => {
    expect(checkStayDates('2026-08-13', '2026-08-15', '2026-08-13').ok).toBe(true)
    expect(checkStayDates('2026-08-13', '2026-08-13', '2026-08-13').ok).toBe(true)
  })

  test('nothing is sold before the business date', () => {
    expect(checkStayDates('2026-08-12', '2026-08-15', '2026-08-13')).toEqual({
      ok: false,
      error: { code: 'arrival_in_past', businessDate: '2026-08-13' },
    })
  })

  test('nobody leaves before they come', () => {
    expect(checkStayDates('2026-08-13', '2026-08-12', '2026-08-13')).toMatchObject({
      error: { code: 'invalid_input', field: 'departure' },
    })
  })

  test('a stay of a leap year may be sold, and no night more', () => {
    expect(checkStayDates('2026-08-13', '2027-08-14', '2026-08-13').ok).toBe(true)
    expect(checkStayDates('2026-08-13', '2027-08-15', '2026-08-13')).toMatchObject({
      error: { code: 'stay_too_long' },
    })
  })
})

describe('the party', () => {
  test('may fill the beds and the extra beds', () => {
    expect(checkParty({ adults: 2, children: 1 }, { maxOccupancy: 2, maxExtraBeds: 1 }).ok).toBe(true)
  })

  test('may not be more than that, children counted', () => {
    expect(checkParty({ adults: 2, children: 2 }, { maxOccupancy: 2, maxExtraBeds: 1 })).toEqual({
      ok: false,
      error: { code: 'too_many_guests', most: 3 },
    })
  })
})
