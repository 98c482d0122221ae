import { expect, test } from 'vitest'
import { soakCrash } from './soak-crash.ts'

test(
  'a terminal that is killed at any moment has all that it said is done',
  { timeout: 300_000 },
  async () => {
    const report = await soakCrash({ seed: 1, schedules: 4, log: () => {} })
    expect(report.breaches).toEqual([])
    expect([report.killedAtAMoment, report.killedBetweenWrites]).toEqual([2, 2])
    expect(report.commands).toBeGreaterThan(5)
  },
)
