import { expect, test } from 'vitest'
import type { Law } from '../facts.ts'
import type { Flaw } from './model-server.ts'
import { runModel } from './run-model.ts'

test('2,000 schedules of the machine in a model world break no law', { timeout: 240_000 }, () => {
  let commands = 0
  for (let seed = 1; seed <= 2000; seed += 1) {
    const run = runModel(String(seed))
    expect(run.breaches, `seed ${seed}`).toEqual([])
    commands += run.commands
  }
  expect(commands).toBeGreaterThan(30_000)
})

test.each<readonly [Flaw, readonly Law[]]>([
  ['redoes_replays', ['money']],
  ['cursor_by_number', ['diverged']],
  ['rewrites_sent', ['stuck', 'order']],
  ['trusts_silence', ['lost']],
  ['ignores_epoch', ['lost']],
])('a world that %s is found out', (flaw, laws) => {
  const found = new Set<Law>()
  for (let seed = 1; seed <= 200; seed += 1) {
    for (const { law } of runModel(String(seed), flaw).breaches) found.add(law)
  }
  expect(laws.filter((law) => !found.has(law))).toEqual([])
})

test('a seed plays the same whenever it is played', () => {
  expect(runModel('5', 'trusts_silence')).toEqual(runModel('5', 'trusts_silence'))
})
