import { runModel } from './model/run-model.ts'
import type { SoakOptions } from './soak-options.ts'

export interface ModelReport {
  readonly schedules: number
  readonly commands: number
  /** Breaches by law, of all schedules. */
  readonly broken: Readonly<Record<string, number>>
  readonly failed: readonly number[]
  readonly seconds: number
  readonly msPerSchedule: number
}

/**
 * The real machine over a model of everything else. It covers what machine and protocol do about loss, doubling, late
 * arrival, crashes, outages and a server that goes back; not SQL, nor the rows of a hotel: those are `sync`'s.
 */
export function soakModel({ seed, schedules, log }: SoakOptions): Promise<ModelReport> {
  const started = performance.now()
  const broken: Record<string, number> = {}
  const failed: number[] = []
  let commands = 0
  for (let index = 0; index < schedules; index += 1) {
    const run = runModel(String(seed + index))
    commands += run.commands
    for (const { law } of run.breaches) broken[law] = (broken[law] ?? 0) + 1
    const [first] = run.breaches
    if (first !== undefined) {
      failed.push(seed + index)
      log(`soak: model seed ${seed + index} breaks ${first.law}: ${first.text}`)
    }
    if ((index + 1) % 10_000 === 0) log(`soak: ${index + 1} of ${schedules} schedules of the model`)
  }
  const seconds = (performance.now() - started) / 1000
  return Promise.resolve({
    schedules,
    commands,
    broken,
    failed,
    seconds: Math.round(seconds * 10) / 10,
    msPerSchedule: Math.round((seconds * 100_000) / schedules) / 100,
  })
}
