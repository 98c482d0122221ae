import type { Remote } from '../../electron/remote/remote.ts'
import { seededRandom } from '../load/random.ts'
import { createLooseClock } from '../testing/loose-clock.ts'
import { checkApplied, checkOwnWork } from './check-desk.ts'
import { isSentAway } from './check-sent-away.ts'
import { openSoakDesk, type SoakDesk } from './desk.ts'
import { listOpIds, newAcks, type Ack, type Breach } from './facts.ts'
import type { Plant } from './plant.ts'
import type { Schedule } from './schedule.ts'
import { firstMorning, type World } from './world.ts'

/** The desks of a schedule while it is played, what was done at them, and what was found wrong. */
export interface Stage {
  readonly world: World
  readonly desks: readonly SoakDesk[]
  readonly breaches: Breach[]
  readonly acks: Ack[]
  readonly story: readonly string[]
  /** Desks that others have told of news. */
  readonly poked: Set<number>
  /** Commands tried, refused ones too. */
  tried: number
  readonly open: () => Promise<void>
  readonly deskOf: (number: number) => SoakDesk
  /** A line of the story: of a desk, or of the server. */
  readonly tell: (desk: number | null, text: string) => void
  /** Rows of the desk may have changed. */
  readonly touch: (desk: SoakDesk) => void
  /** What was done at a desk since it was last asked. */
  readonly takeAcks: (desk: SoakDesk) => readonly Ack[]
  /** Takes note of what was done, and looks whether each desk shows its own work. */
  readonly look: (count?: number) => void
  readonly crash: (number: number) => Promise<void>
  readonly clone: (desk: SoakDesk) => Promise<void>
  readonly failDisk: (number: number, whose: 'clerk' | 'engine', how: 'full' | 'commit') => void
  readonly mend: (desk: SoakDesk) => void
  readonly runTimers: () => Promise<void>
  readonly close: () => Promise<void>
}

export function createStage(world: World, schedule: Schedule, plant: Plant): Stage {
  const { server, traffic, places, staff } = world
  const desks: SoakDesk[] = []
  const breaches: Breach[] = []
  const acks: Ack[] = []
  const story: string[] = []
  const seen = new Map<number, Set<string>>()
  const poked = new Set<number>()
  let lives = 0

  const tell = (desk: number | null, text: string): void => {
    story.push(`${desk === null ? 'server' : `desk ${desk + 1}`}: ${text}`)
  }

  function openAt(number: number, file: string, clock = createLooseClock(firstMorning)): SoakDesk {
    const place = places[number]
    if (place === undefined) throw new Error(`there is no place ${number}`)
    touched.add(number)
    return openSoakDesk({
      place,
      file,
      anonKey: server.anonKey,
      clock,
      random: seededRandom(`${schedule.seed} desk ${number} life ${(lives += 1)}`),
      traffic,
      staff,
      leasesRooms: schedule.leasesRooms === true,
      ...(plant.tamper === undefined
        ? {}
        : { tamper: (remote: Remote) => plant.tamper?.(remote, number) ?? remote }),
      onApplied: (db) => {
        touched.add(number)
        breaches.push(...checkApplied(db, number))
      },
      onPoke: () => {
        for (const desk of desks) if (desk.number !== number) poked.add(desk.number)
      },
      // nothing that a schedule does changes a mirror behind the engine's back
      onRepair: (text) => breaches.push({ law: 'diverged', text: `desk ${number + 1}: ${text}` }),
      onBug: (text) => {
        if (!failing.has(number)) breaches.push({ law: 'bug', text: `desk ${number + 1}: ${text}` })
      },
    })
  }

  /** Desks whose rows may have changed since they were looked at. */
  const touched = new Set<number>()

  /** Desks whose disk has been told to fail: there a command may break off. */
  const failing = new Set<number>()

  const deskOf = (number: number): SoakDesk => {
    const desk = desks[number]
    if (desk === undefined) throw new Error(`there is no desk ${number}`)
    return desk
  }

  /** What was done at a desk since it was last asked. */
  function takeAcks(desk: SoakDesk): readonly Ack[] {
    const known = seen.get(desk.number) ?? new Set()
    const done = newAcks(desk.db, known, desk.number, desk.terminalId())
    seen.set(desk.number, new Set([...known, ...done.map(({ opId }) => opId)]))
    return done
  }

  function look(count?: number): void {
    const watched = plant.afterStep === undefined && count !== undefined
    for (const desk of desks) {
      // where nothing was done and nothing came in, nothing looks different
      if (!touched.delete(desk.number) && watched) continue
      breaches.push(...brokenOff(desk.number, takeAcks(desk)))
      breaches.push(...checkOwnWork(desk.db, desk.number, count))
    }
  }

  async function crash(number: number): Promise<void> {
    const desk = deskOf(number)
    const place = places[number]
    if (place === undefined) return
    const copy = place.crashedCopy(desk.file)
    place.proxy.release()
    await desk.close()
    failing.delete(number)
    desks[number] = openAt(number, copy, desk.clock)
    await traffic.settle()
    await signIn(deskOf(number))
  }

  /** The disk is copied as it is, and somebody starts the copy at the next place, if there is one. */
  async function clone({ number, file, clock }: SoakDesk): Promise<void> {
    const place = places[desks.length]
    if (place === undefined || isSentAway(deskOf(number).db)) return
    const copyClock = createLooseClock(new Date(clock.now()).toISOString())
    const copy = openAt(place.number, place.crashedCopy(file), copyClock)
    seen.set(place.number, new Set(listOpIds(copy.db)))
    desks.push(copy)
    tell(number, `the disk is copied, and the copy is desk ${place.number + 1}`)
    await traffic.settle()
    await signIn(copy)
  }

  async function signIn(desk: SoakDesk): Promise<void> {
    if (isSentAway(desk.db)) return
    const name = desk.number % 2 === 0 ? 'henri' : 'maria'
    if (!(await desk.signIn(name)))
      breaches.push({ law: 'bug', text: `desk ${desk.number + 1}: ${name} could not sign in` })
  }

  async function runTimers(): Promise<void> {
    for (const desk of desks) while (desk.clock.runDue()) await traffic.settle()
  }

  function mend(desk: SoakDesk): void {
    for (const disk of [desk.disks.clerk, desk.disks.engine]) {
      disk.makeRoom()
      disk.failCommits(0)
    }
    failing.delete(desk.number)
  }

  return {
    world,
    desks,
    breaches,
    acks,
    story,
    poked,
    tried: 0,
    open: async () => {
      for (const place of places.slice(0, schedule.desks)) {
        place.proxy.forgetPlans()
        place.proxy.cut(false)
        desks.push(openAt(place.number, place.freshFile()))
      }
      await traffic.settle()
      for (const desk of desks) await signIn(desk)
    },
    deskOf,
    tell,
    touch: ({ number }) => void touched.add(number),
    takeAcks,
    look,
    crash,
    clone,
    failDisk: (number, whose, how) => {
      failing.add(number)
      const disk = deskOf(number).disks[whose]
      if (how === 'full') disk.fill()
      else disk.failCommits(2)
    },
    mend,
    runTimers,
    close: async () => {
      for (const place of places) place.proxy.release()
      for (const desk of desks) await desk.close()
    },
  }
}

/** A clerk was told that it was not done, or nothing. */
export function brokenOff(desk: number, done: readonly Ack[]): readonly Breach[] {
  const last = done.at(-1)
  if (last === undefined) return []
  return [
    { law: 'bug', text: `desk ${desk + 1}: ${last.name} was refused or broke off, and is in the outbox` },
  ]
}
