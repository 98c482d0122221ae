import { runSchedule, type Run } from './run-schedule.ts'
import { outage, restoreDrill, twoDaysApart, type Outage } from './scenarios.ts'
import type { SoakOptions } from './soak-options.ts'
import { startWorld, type World } from './world.ts'

export interface OutageRun {
  readonly run: Run
  /** Open causes, by kind. */
  readonly cards: Readonly<Record<string, number>>
  /** What clerks took, what the server has of it as payments and as lines of folios: cents. */
  readonly takenMinor: number
  readonly paymentsMinor: number
  readonly linesMinor: number
  /** Stays that the server holds of those sold meanwhile, both of each pair. */
  readonly stays: number
}

/** Plays two days apart and says what the server made of them. */
export async function playOutage(world: World, size: Outage): Promise<OutageRun> {
  const server: { cards: Record<string, number>; payments: number; lines: number; stays: number } = {
    cards: {},
    payments: 0,
    lines: 0,
    stays: 0,
  }
  const run = await runSchedule(world, twoDaysApart(size), {
    atRest: async ({ server: { rows } }) => {
      for (const { kind, count } of await rows<{ kind: string; count: number }>(
        `select kind, count(*)::int as count from public.sync_conflicts where caused_by is null group by kind`,
      ))
        server.cards[kind] = count
      const [sums] = await rows<{ payments: number; lines: number; stays: number }>(
        `with taken as (
           select id, amount from public.payments
            where terminal_id in (select terminal_id from sync.ops where name = 'room.setHousekeeping'))
         select (select (sum(amount) * 100)::int from taken) as payments,
                (select (-sum(amount) * 100)::int from public.transactions
                  where payment_id in (select id from taken)) as lines,
                (select count(*)::int from public.bookings
                  where check_in_date >= '2026-09-01' and status = 'confirmed') as stays`,
      )
      Object.assign(server, sums)
    },
  })
  const takenMinor = run.acks
    .flatMap(({ writes }) => writes)
    .filter(({ table }) => table === 'payments')
    .reduce((sum, { set }) => sum + Math.round(Number(set['amount']) * 100), 0)
  const { cards, payments, lines, stays } = server
  return { run, cards, takenMinor, paymentsMinor: payments, linesMinor: lines, stays }
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
export async function soakOutage() {
  const { run, ...found } = await inWorld((world) => playOutage(world, outage))
  const isWell =
    run.breaches.length === 0 &&
    found.cards['room_taken'] === outage.collisions &&
    found.takenMinor === found.paymentsMinor &&
    found.takenMinor === found.linesMinor
  return { commands: run.acks.length, ...found, breaches: run.breaches, failed: isWell ? [] : [0] }
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
