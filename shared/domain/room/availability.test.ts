import { describe, expect, test } from 'vitest'
import { freeOnWorstNight } from './availability.ts'

const nights = [
  { night: '2026-08-13', rooms: 10, sold: 4 },
  { night: '2026-08-14', rooms: 9, sold: 9 },
  { night: '2026-08-15', rooms: 10, sold: 11 },
]

describe('rooms left of a type', () => {
  test('are those of the worst night', () => {
    expect(freeOnWorstNight('2026-08-13', '2026-08-14', nights)).toBe(6)
    expect(freeOnWorstNight('2026-08-13', '2026-08-15', nights)).toBe(0)
  })

  test('are less than none when more was sold than there is', () => {
    expect(freeOnWorstNight('2026-08-13', '2026-08-16', nights)).toBe(-1)
  })

  test('are those of the day for day use', () => {
    expect(freeOnWorstNight('2026-08-13', '2026-08-13', nights)).toBe(6)
  })
})
