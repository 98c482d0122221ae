import { v5 } from 'uuid'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import { seededRandom } from '../load/random.ts'
import { createLooseClock } from '../testing/loose-clock.ts'
import { openSoakDesk, type SoakDesk } from './desk.ts'
import { makeInput } from './inputs.ts'
import { openPlace, type Place } from './place.ts'
import { firstDay, startSoakServer, type SoakServer } from './server.ts'
import { createTraffic, type Traffic } from './traffic.ts'

/** A server, and places for terminals that are enrolled and have mirrored it: what all schedules of a run start from. */
export interface World {
  readonly server: SoakServer
  readonly places: readonly Place[]
  readonly traffic: Traffic
  readonly staff: readonly StaffMember[]
  readonly stop: () => Promise<void>
}

/** When every schedule begins, by a terminal's clock that is right. */
export const firstMorning = `${firstDay}T09:00:00.000Z`

export async function startWorld(desks = 5): Promise<World> {
  const server = await startSoakServer()
  const world: World & { readonly places: Place[] } = {
    server,
    places: [],
    traffic: createTraffic(),
    staff: await server.rows<StaffMember & Record<string, unknown>>(
      `select id as "userId", username, full_name as "fullName", role from public.user_profiles`,
    ),
    stop: async () => {
      for (const place of world.places) await place.close()
      await server.stop()
    },
  }
  try {
    for (let number = 0; number < desks; number += 1) {
      const place = await openPlace(number, server)
      world.places.push(place)
      await visit(world, place, async (desk) => {
        const enrolled = await desk.sync.enrol(await server.enrolCode(), `Desk ${number + 1}`)
        if (!enrolled.ok) throw new Error(`desk ${number + 1} was not enrolled: ${enrolled.error.code}`)
      })
    }
    await liveThrough(world)
    // once more, so that the first of them know the last, and all of them the stays
    for (const place of world.places)
      await visit(world, place, (desk) => Promise.resolve(desk.sync.syncNow()))
    await server.atFirst.keep()
    return world
  } catch (error) {
    await world.stop()
    throw error
  }
}

/** The days before: one more desk, which no schedule has, makes stays for the others to work on. */
async function liveThrough(world: World): Promise<void> {
  const place = await openPlace(world.places.length, world.server)
  await visit(world, place, async (desk) => {
    const enrolled = await desk.sync.enrol(await world.server.enrolCode(), 'Old desk')
    if (!enrolled.ok) throw new Error('the old desk was not enrolled')
    await world.traffic.settle()
    if (!(await desk.signIn('henri'))) throw new Error('nobody could sign in at the old desk')
    for (const [index, name] of habits.entries()) {
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const random = seededRandom(`habit ${index}/${attempt}`)
        const input = makeInput(name, { db: desk.db, businessDate: firstDay, random })
        if ((await desk.call(name, input)).ok) break
      }
    }
    await world.traffic.settle()
  })
  await place.close()
}

const habits = [
  ...Array.from({ length: 7 }, () => 'booking.create' as const),
  ...Array.from({ length: 2 }, () => 'booking.walkIn' as const),
  'booking.checkIn',
  'folio.postCharge',
  'folio.takePayment',
] as const

/** Lets a desk do something on the file that schedules start from. */
async function visit(world: World, place: Place, work: (desk: SoakDesk) => Promise<void>): Promise<void> {
  const clock = createLooseClock(firstMorning)
  const desk = openSoakDesk({
    ...world,
    place,
    file: place.baseFile,
    anonKey: world.server.anonKey,
    clock,
    random: seededRandom(v5('visit', v5.URL)),
    onApplied: () => {},
    onPoke: () => {},
    onRepair: () => {},
    onBug: () => {},
  })
  await work(desk)
  await world.traffic.settle()
  clock.pass(6000)
  while (clock.runDue()) await world.traffic.settle()
  await desk.close()
}
