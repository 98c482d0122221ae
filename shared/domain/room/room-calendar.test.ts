import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/days.ts'
import { isRoomFree } from './room-calendar.ts'

const today = '2026-08-13'
const taken = (arrival: string, departure: string, overdue = false) => [{ arrival, departure, overdue }]

describe('a room beside those who have it', () => {
  test('who leaves in the morning makes room for who comes in the afternoon', () => {
    const wanted = { arrival: '2026-08-15', departure: '2026-08-17' }
    expect(isRoomFree(wanted, taken('2026-08-13', '2026-08-15'), today)).toBe(true)
    expect(isRoomFree(wanted, taken('2026-08-17', '2026-08-20'), today)).toBe(true)
    expect(isRoomFree(wanted, taken('2026-08-13', '2026-08-16'), today)).toBe(false)
    expect(isRoomFree(wanted, taken('2026-08-16', '2026-08-17'), today)).toBe(false)
  })

  test('day use fits between two guests and under nobody', () => {
    const dayUse = { arrival: '2026-08-15', departure: '2026-08-15' }
    expect(isRoomFree(dayUse, taken('2026-08-13', '2026-08-15'), today)).toBe(true)
    expect(isRoomFree(dayUse, taken('2026-08-15', '2026-08-16'), today)).toBe(true)
    expect(isRoomFree(dayUse, taken('2026-08-14', '2026-08-16'), today)).toBe(false)
    expect(isRoomFree(dayUse, taken('2026-08-15', '2026-08-15'), today)).toBe(false)
  })

  test('a guest who should have left is still in the room tonight', () => {
    const overdue = taken('2026-08-10', '2026-08-12', true)
    expect(isRoomFree({ arrival: today, departure: '2026-08-14' }, overdue, today)).toBe(false)
    expect(isRoomFree({ arrival: today, departure: today }, overdue, today)).toBe(false)
    expect(isRoomFree({ arrival: '2026-08-14', departure: '2026-08-15' }, overdue, today)).toBe(true)
  })

  test('two stays bar each other or neither does', () => {
    const stay = fc.tuple(fc.nat(20), fc.nat(5)).map(([start, nights]) => ({
      arrival: addDays(today, start),
      departure: addDays(today, start + nights),
    }))
    fc.assert(
      fc.property(stay, stay, (a, b) => {
        const besideB = isRoomFree(a, taken(b.arrival, b.departure), '2026-01-01')
        const besideA = isRoomFree(b, taken(a.arrival, a.departure), '2026-01-01')
        expect(besideA).toBe(besideB)
      }),
    )
  })
})
