import { laws, type Breach, type Law } from './facts.ts'
import type { Plant } from './plant.ts'
import { runSchedule, type Run } from './run-schedule.ts'
import { makeSchedule, type Schedule } from './schedule.ts'
import { shrink } from './shrink.ts'
import type { SoakOptions } from './soak-options.ts'
import { startWorld, type World } from './world.ts'

/** What a run came to: of each law, how often it was found broken. */
export type SoakReport = Readonly<Record<Law, number>> & {
  readonly schedules: number
  /** That clerks were told are done. */
  readonly commands: number
  readonly tried: number
  readonly steps: number
  readonly ends: Readonly<Record<string, number>>
  /** Seeds of the schedules that failed: each can be played again by itself. */
  readonly failed: readonly number[]
  readonly seconds: number
  readonly msPerSchedule: number
}

/** Plays so many schedules on the real server, the first by the seed, the next by the one after it. */
export async function soakSync({ seed, schedules, log }: SoakOptions): Promise<SoakReport> {
  const world = await startWorld()
  const tally = createTally()
  const started = performance.now()
  try {
    for (let index = 0; index < schedules; index += 1) {
      const schedule = makeSchedule(String(seed + index))
      const run = await playSafely(world, schedule)
      tally.add(schedule, run)
      if (run.breaches.length > 0) {
        log(`soak: seed ${seed + index} breaks ${describe(run.breaches)}`)
        for (const line of await tellShortest(world, schedule, run)) log(line)
      } else if ((index + 1) % 25 === 0) {
        log(
          `soak: ${index + 1} of ${schedules} schedules, ${Math.round((performance.now() - started) / (index + 1))} ms each`,
        )
      }
    }
  } finally {
    await world.stop()
  }
  return tally.report((performance.now() - started) / 1000)
}

function createTally() {
  const broken = new Map<Law, number>(laws.map((law) => [law, 0]))
  const ends: Record<string, number> = {}
  const failed: number[] = []
  let schedules = 0
  let commands = 0
  let tried = 0
  let steps = 0

  return {
    add: (schedule: Schedule, run: Run): void => {
      schedules += 1
      commands += run.acks.length
      tried += run.tried
      steps += schedule.steps.length
      if (run.breaches.length > 0) failed.push(Number(schedule.seed))
      for (const { law } of run.breaches) broken.set(law, (broken.get(law) ?? 0) + 1)
      for (const [status, count] of Object.entries(run.ends)) ends[status] = (ends[status] ?? 0) + count
    },
    report: (seconds: number): SoakReport => {
      const count = (law: Law): number => broken.get(law) ?? 0
      return {
        schedules,
        commands,
        lost: count('lost'),
        doubled: count('doubled'),
        diverged: count('diverged'),
        gaps: count('gaps'),
        overlaps: count('overlaps'),
        order: count('order'),
        halves: count('halves'),
        unread: count('unread'),
        stuck: count('stuck'),
        money: count('money'),
        audit: count('audit'),
        file: count('file'),
        promise: count('promise'),
        sent_away: count('sent_away'),
        bug: count('bug'),
        tried,
        steps,
        ends,
        failed,
        seconds: Math.round(seconds * 10) / 10,
        msPerSchedule: Math.round((seconds * 1000) / Math.max(1, schedules)),
      }
    },
  }
}

/** A schedule whose playing throws has found something too. */
export async function playSafely(world: World, schedule: Schedule, plant?: Plant): Promise<Run> {
  try {
    return await runSchedule(world, schedule, plant)
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return {
      breaches: [{ law: 'bug', text: `the schedule broke off: ${text}` }],
      acks: [],
      tried: 0,
      ends: {},
      story: [],
    }
  }
}

/** The shortest schedule found that breaks the same law, as a story. */
export async function tellShortest(
  world: World,
  schedule: Schedule,
  run: Run,
  plant?: Plant,
): Promise<readonly string[]> {
  const law = run.breaches[0]?.law
  const play = async (steps: Schedule['steps']): Promise<Run> =>
    await playSafely(world, { ...schedule, steps }, plant)
  const steps = await shrink(schedule.steps, async (fewer) =>
    (await play(fewer)).breaches.some((breach) => breach.law === law),
  )
  const shortest = await play(steps)
  return [
    `story of seed ${schedule.seed}, ${steps.length} of ${schedule.steps.length} steps:`,
    ...shortest.story.map((line, index) => `  ${index + 1}. ${line}`),
    ...shortest.breaches.slice(0, 8).map(({ law: broken, text }) => `  so ${broken}: ${text}`),
  ]
}

function describe(breaches: readonly Breach[]): string {
  return [...new Set(breaches.map(({ law }) => law))].join(', ')
}
