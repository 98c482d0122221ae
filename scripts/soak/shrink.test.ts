import { expect, test } from 'vitest'
import { makeSchedule, type Step } from './schedule.ts'
import { shrink } from './shrink.ts'

const isHurry = (step: Step): boolean => step.do === 'wait' && step.ms === 1

test('what a failure does not need is left out, and what it needs stays in its order', async () => {
  const { steps } = makeSchedule('a long one')
  const needed: readonly Step[] = [{ do: 'wait', ms: 1 }, { do: 'next_day' }, { do: 'wait', ms: 1 }]
  const padded = [...steps, ...needed, ...steps]
  const kept = await shrink(padded, (some) => {
    const first = some.findIndex(isHurry)
    return Promise.resolve(first >= 0 && some.slice(first + 1).some(isHurry))
  })
  expect(kept.filter((step) => isHurry(step))).toHaveLength(2)
  expect(kept.length).toBeLessThan(4)
})

test('a schedule is the same whenever it is made', () => {
  expect(makeSchedule('7')).toEqual(makeSchedule('7'))
  expect(makeSchedule('7')).not.toEqual(makeSchedule('8'))
})
