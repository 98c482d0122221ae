import { describe, expect, test } from 'vitest'
import { isDueIn, isOverdue } from './stay.ts'

const stay = { arrival: '2026-08-13', departure: '2026-08-15' }

describe('due in', () => {
  test('from the day of arrival until the last night has begun', () => {
    expect(isDueIn(stay, '2026-08-12')).toBe(false)
    expect(isDueIn(stay, '2026-08-13')).toBe(true)
    expect(isDueIn(stay, '2026-08-14')).toBe(true)
    expect(isDueIn(stay, '2026-08-15')).toBe(false)
  })

  test('a stay for the coming day is not taken up by who arrives after midnight', () => {
    expect(isDueIn({ arrival: '2026-08-14', departure: '2026-08-15' }, '2026-08-13')).toBe(false)
  })

  test('day use is due in on its day alone', () => {
    const dayUse = { arrival: '2026-08-13', departure: '2026-08-13' }
    expect(isDueIn(dayUse, '2026-08-13')).toBe(true)
    expect(isDueIn(dayUse, '2026-08-14')).toBe(false)
  })
})

describe('overdue', () => {
  test('only who is in house past the day of departure', () => {
    expect(isOverdue({ status: 'checked_in', departure: '2026-08-15' }, '2026-08-15')).toBe(false)
    expect(isOverdue({ status: 'checked_in', departure: '2026-08-15' }, '2026-08-16')).toBe(true)
    expect(isOverdue({ status: 'checked_out', departure: '2026-08-15' }, '2026-08-16')).toBe(false)
  })
})
