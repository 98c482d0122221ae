import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { backupName, backupTime } from './backup-names.ts'
import { servedDumps } from './retention.ts'

const dayMs = 86_400_000
const noon = Date.parse('2026-08-13T12:00:00Z')
const daily = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, day) => backupName('dump', new Date(noon - day * dayMs)))

describe('a backup’s name', () => {
  test('says when it was made, and sorts by it', () => {
    const name = backupName('dump', new Date('2026-08-13T14:05:06.789Z'))
    expect(name).toBe('front-desk-20260813T140506Z.dump')
    expect(backupTime('dump', name)?.toISOString()).toBe('2026-08-13T14:05:06.000Z')
    expect(backupTime('base', name)).toBe(null)
    expect(backupTime('dump', `${name}.part`)).toBe(null)
  })
})

describe('retention', () => {
  test('of a year of daily dumps keeps the last days, then one a week, then one a month', () => {
    const names = daily(365)
    const served = new Set(servedDumps(names, { days: 7, weeks: 4, months: 6 }))
    const kept = names.filter((name) => !served.has(name)).map((name) => name.slice(11, 19))
    expect(kept.join(' ')).toBe(
      '20260813 20260812 20260811 20260810 20260809 20260808 20260807 ' +
        '20260802 20260731 20260726 20260630 20260531 20260430 20260331',
    )
  })

  test('never lets go of the newest, of what is no dump, or of a dump that is alone in its day', () => {
    expect(servedDumps(['notes.txt', 'front-desk-x.dump'], { days: 1, weeks: 0, months: 0 })).toEqual([])
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1 }),
        fc.record({ days: fc.integer({ min: 1, max: 9 }), weeks: fc.nat(9), months: fc.nat(9) }),
        (days, keep) => {
          const names = days.map((day) => backupName('dump', new Date(noon - day * dayMs)))
          const served = servedDumps(names, keep)
          expect(served).not.toContain(names.toSorted().at(-1))
          expect(new Set(names).size - new Set(served).size).toBeGreaterThanOrEqual(
            Math.min(keep.days, new Set(days).size),
          )
        },
      ),
    )
  })
})
