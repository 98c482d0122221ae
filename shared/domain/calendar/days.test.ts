import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOfWeek, nightsBetween, nightsOf } from './days.ts'

const anyDate = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2198-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('days of the calendar', () => {
  test('a night more or less crosses months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addDays('2100-02-28', 1)).toBe('2100-03-01')
  })

  test('the day of departure is not slept', () => {
    expect(nightsOf('2026-03-27', '2026-03-30')).toEqual(['2026-03-27', '2026-03-28', '2026-03-29'])
  })

  test('day use has no night, and neither have dates the wrong way round', () => {
    expect(nightsOf('2026-03-27', '2026-03-27')).toEqual([])
    expect(nightsOf('2026-03-27', '2026-03-20')).toEqual([])
    expect(nightsBetween('2026-03-27', '2026-03-20')).toBe(-7)
  })

  test('knows the days of the week as Postgres counts them', () => {
    expect(dayOfWeek('2026-08-14')).toBe(5)
    expect(dayOfWeek('2026-08-16')).toBe(0)
    expect(dayOfWeek('1969-12-31')).toBe(3)
  })

  test('adding the nights between two days to the first gives the second', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(addDays(a, nightsBetween(a, b))).toBe(b)
      }),
    )
  })

  test('a stay has as many nights as lie between its dates, each once and in order', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 400 }), (arrival, count) => {
        const departure = addDays(arrival, count)
        const nights = nightsOf(arrival, departure)
        expect(nights).toHaveLength(count)
        expect(nights).toEqual([...new Set(nights)].toSorted())
        expect(nights.every((night) => night >= arrival && night < departure)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('the day of the week moves on by one each day', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(dayOfWeek(addDays(date, 1))).toBe((dayOfWeek(date) + 1) % 7)
      }),
    )
  })
})
