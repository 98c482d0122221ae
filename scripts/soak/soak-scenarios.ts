import { assert } from '../../shared/kernel/assert.ts'
import { settleAtDesk } from './desk-window.ts'
import type { Ack } from './facts.ts'
import { countCards, countOpen, countStays, sumKept, sumMoney, type Sums } from './outage-sums.ts'
import { runSchedule, type Run } from './run-schedule.ts'
import { outage, restoreDrill, twoDaysApart, type Outage } from './scenarios.ts'
import type { SoakOptions } from './soak-options.ts'
import { startWorld, type World } from './world.ts'

export interface OutageRun {
  readonly run: Run
  /** Open causes when all was in, by kind. */
  readonly cards: Readonly<Record<string, number>>
  /** What clerks took while they were apart, and what the server has of it: cents. */
  readonly takenMinor: number
  readonly keptMinor: number
  /** Stays that the server holds of those sold meanwhile, both of each pair. */
  readonly stays: number
  /** How many cards were settled by keyboard; null without a browser. */
  readonly settled: number | null
  /** Cards that were open when all that was settled was in. */
  readonly open: number
  /** Money before the cards were settled and after, at the server and at every desk. */
  readonly before: Sums
  readonly after: Sums
}

/** Plays two days apart, has the cards settled by keyboard at the first desk, and says what it all came to. */
export async function playOutage(
  world: World,
  size: Outage,
  { seed, log = () => {} }: { readonly seed?: string; readonly log?: (line: string) => void } = {},
): Promise<OutageRun> {
  const { rows } = world.server
  const found: Omit<OutageRun, 'run' | 'takenMinor'>[] = []
  let taken: readonly Ack[] = []
  const run = await runSchedule(world, twoDaysApart(size, seed), {
    afterStep: (_, __, acks) => {
      taken = acks.slice()
    },
    atRest: async (_, desks, restAgain) => {
      const cards = await countCards(rows)
      const stays = await countStays(rows)
      const before = await sumMoney(rows, desks)
      const [first] = desks
      const settled = first === undefined ? null : await settleAtDesk(first, log)
      await restAgain()
      found.push({
        cards,
        stays,
        keptMinor: await sumKept(rows, desks),
        settled,
        open: await countOpen(rows),
        before,
        after: await sumMoney(rows, desks),
      })
    },
  })
  const [end] = found
  assert(end !== undefined, 'all came to rest')
  return { run, takenMinor: sumPayments(taken), ...end }
}

function sumPayments(acks: readonly Ack[]): number {
  return acks
    .flatMap(({ writes }) => writes)
    .filter(({ table }) => table === 'payments')
    .reduce((sum, { set }) => sum + Math.round(Number(set['amount']) * 100), 0)
}

export interface DrillRun {
  readonly run: Run
  /** Commands that the server had acknowledged after its backup, and was made to forget. */
  readonly forgotten: number
}

/** Plays the restore drill. */
export async function playDrill(world: World, seed: string, tried?: number): Promise<DrillRun> {
  let kept = 0
  const run = await runSchedule(world, restoreDrill(seed, tried), {
    afterStep: (_, step, acks) => {
      if (step.do === 'backup') kept = acks.length
    },
  })
  return { run, forgotten: run.acks.length - kept }
}

/** Two days apart at full size: five desks, 2,000 commands, forty rooms sold twice. */
export async function soakOutage({ seed, log }: SoakOptions) {
  const { run, ...found } = await inWorld((world) => playOutage(world, outage, { seed: String(seed), log }))
  const { cards, settled, open, takenMinor, keptMinor, before, after } = found
  const isWell =
    run.breaches.length === 0 &&
    cards['room_taken'] === outage.collisions &&
    takenMinor === keptMinor &&
    before.differing.length + after.differing.length === 0 &&
    before.paymentsMinor === after.paymentsMinor &&
    before.postingsMinor === after.postingsMinor &&
    (settled === null || (settled === outage.collisions && open === 0))
  return { commands: run.acks.length, ...found, breaches: run.breaches, failed: isWell ? [] : [seed] }
}

/** The restore drill at full size, once for each seed. */
export async function soakRestore({ seed, schedules, log }: SoakOptions) {
  const failed: number[] = []
  let [commands, forgotten] = [0, 0]
  await inWorld(async (world) => {
    for (let index = 0; index < schedules; index += 1) {
      const drill = await playDrill(world, String(seed + index))
      commands += drill.run.acks.length
      forgotten += drill.forgotten
      if (drill.run.breaches.length === 0) continue
      failed.push(seed + index)
      for (const { law, text } of drill.run.breaches)
        log(`soak: restore ${seed + index} breaks ${law}: ${text}`)
    }
  })
  return { schedules, commands, forgotten, failed }
}

async function inWorld<T>(play: (world: World) => Promise<T>): Promise<T> {
  const world = await startWorld()
  try {
    return await play(world)
  } finally {
    await world.stop()
  }
}
