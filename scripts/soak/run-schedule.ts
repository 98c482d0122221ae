import { schemaVersion } from '../../shared/protocol/rows.ts'
import { checkPromises } from './check-promises.ts'
import { checkWorld } from './check-world.ts'
import { comeToRest } from './come-to-rest.ts'
import type { Ack, Breach } from './facts.ts'
import { setVersion } from './office.ts'
import { playStep } from './play-step.ts'
import type { Plant } from './plant.ts'
import type { Schedule } from './schedule.ts'
import { createStage } from './stage.ts'
import type { World } from './world.ts'

export interface Run {
  readonly breaches: readonly Breach[]
  readonly acks: readonly Ack[]
  /** Commands tried, refused ones too. */
  readonly tried: number
  /** How the server ended what was done, by its word for it. */
  readonly ends: Readonly<Record<string, number>>
  /** One line for each step that did something. */
  readonly story: readonly string[]
}

/** Plays a schedule on a fresh hotel, lets everybody come to rest, and says which laws do not hold. */
export async function runSchedule(world: World, schedule: Schedule, plant: Plant = {}): Promise<Run> {
  const { server, traffic } = world
  await server.atFirst.putBack()
  if (schedule.leasesRooms === true) await server.rows('update public.hotel_settings set lease_rooms = 1')
  if (schedule.steps.some((step) => step.do === 'restore')) await server.backup.keep()
  const stage = createStage(world, schedule, plant)
  try {
    await stage.open()
    for (const step of schedule.steps) {
      await playStep(stage, step)
      await traffic.settle()
      stage.look(recent)
      plant.afterStep?.(stage.desks, step, stage.acks)
    }
    await comeToRest(stage)
    await plant.atRest?.(world, stage.desks, async () => {
      for (const desk of stage.desks) stage.acks.push(...stage.takeAcks(desk))
      await comeToRest(stage)
    })
    stage.breaches.push(...(await checkWorld(server, stage.desks, stage.acks)))
    if (!schedule.steps.some((step) => step.do === 'restore'))
      stage.breaches.push(...(await checkPromises(server, stage.acks)))
    const { breaches, acks, tried, story } = stage
    return { breaches, acks, tried, story, ends: await countEnds(world) }
  } finally {
    await stage.close()
    if (schedule.steps.some((step) => step.do === 'newer_server')) await setVersion(server, schemaVersion)
  }
}

async function countEnds({ server }: World): Promise<Run['ends']> {
  const ends = await server.rows<{ status: string; count: number }>(
    `select o.status, count(*)::int as count from sync.ops o
      where o.terminal_id in (select t.id from public.terminals t where t.name <> 'Old desk') group by o.status`,
  )
  return Object.fromEntries(ends.map(({ status, count }) => [status, count]))
}

/** Commands that are looked for after every step; all of them are at the end. */
const recent = 15
