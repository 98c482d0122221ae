import type { Database } from 'better-sqlite3'
import type { Remote } from '../../electron/remote/remote.ts'
import { readSyncState } from '../../electron/store/sync-state.ts'
import { loadBusinessDate } from '../../electron/store/reads/hotel.ts'
import { countPending } from '../../electron/store/reads/commands.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { unreachable } from '../../shared/kernel/assert.ts'
import { schemaVersion } from '../../shared/protocol/rows.ts'
import { seededRandom } from '../load/random.ts'
import { createLooseClock } from '../testing/loose-clock.ts'
import { checkApplied, checkOwnWork } from './check-desk.ts'
import { checkWorld } from './check-world.ts'
import { openSoakDesk, type SoakDesk } from './desk.ts'
import { listOpIds, newAcks, type Ack, type Breach } from './facts.ts'
import { makeInput, type Fields } from './inputs.ts'
import { checkPromises } from './check-promises.ts'
import { isSentAway } from './check-sent-away.ts'
import { changeAtOffice, moveDay, passAtServer, setVersion } from './office.ts'
import type { Schedule, Step } from './schedule.ts'
import { firstMorning, type World } from './world.ts'

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

/** Where tests plant bugs. */
export interface Plant {
  readonly tamper?: (remote: Remote, desk: number) => Remote
  readonly afterStep?: (desks: readonly SoakDesk[], step: Step, acks: readonly Ack[]) => void
  /** After everybody has come to rest, before laws are checked. */
  readonly atRest?: (world: World, desks: readonly SoakDesk[], later: Later) => Promise<void>
}

/** Lets everybody come to rest again, when somebody has worked at desks past the schedule. */
export type Later = () => Promise<void>

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
      await stage.play(step)
      await traffic.settle()
      stage.look(recent)
      plant.afterStep?.(stage.desks(), step, stage.acks)
    }
    await stage.rest()
    await plant.atRest?.(world, stage.desks(), stage.restAgain)
    stage.breaches.push(...(await checkWorld(server, stage.desks(), stage.acks)))
    if (!schedule.steps.some((step) => step.do === 'restore'))
      stage.breaches.push(...(await checkPromises(server, stage.acks)))
    return { ...stage, tried: stage.tried, ends: await countEnds(world) }
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

interface Stage extends Omit<Run, 'ends'> {
  readonly breaches: Breach[]
  readonly acks: Ack[]
  readonly open: () => Promise<void>
  readonly play: (step: Step) => Promise<void>
  /** Takes note of what was done, and looks whether each desk shows its own work. */
  readonly look: (count?: number) => void
  readonly rest: () => Promise<void>
  readonly restAgain: Later
  readonly desks: () => readonly SoakDesk[]
  readonly close: () => Promise<void>
}

function createStage(world: World, schedule: Schedule, plant: Plant): Stage {
  const { server, traffic, places, staff } = world
  const desks: SoakDesk[] = []
  const breaches: Breach[] = []
  const acks: Ack[] = []
  const story: string[] = []
  const seen = new Map<number, Set<string>>()
  const poked = new Set<number>()
  let tried = 0
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

  async function command(step: Extract<Step, { readonly do: 'command' }>): Promise<void> {
    const desk = deskOf(step.desk)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const random = seededRandom(`${step.salt}/${attempt}`)
      const businessDate = loadBusinessDate(desk.db)
      if (businessDate === null) return
      const input = makeInput(step.name, { db: desk.db, businessDate, random })
      if (await ask(desk, step.name, input, step.twice)) return
    }
  }

  /** True when it was done. */
  async function ask(desk: SoakDesk, name: CallName, input: Fields, twice: boolean): Promise<boolean> {
    tried += 1
    touched.add(desk.number)
    const reply = await desk.call(name, input)
    if (twice) await desk.call(name, input)
    const all = takeAcks(desk)
    // a day that could not be ended has come as far as it has
    const byItself = all.filter(
      (ack) =>
        (ack.name !== name && (name === 'day.close' || ack.name === holdsEnd)) ||
        (name === holdsEnd && !(reply.ok && ack === all.at(-1))),
    )
    const done = all.filter((ack) => !byItself.includes(ack))
    acks.push(...all)
    for (const ack of byItself) tell(desk.number, `does ${ack.name} ${ack.subject} by itself`)
    if (!reply.ok) {
      breaches.push(...brokenOff(desk.number, done))
      return false
    }
    const last = done.at(-1)
    // a call without a request's id is done as often as it is asked
    if (done.length > 1 && 'requestId' in input) {
      breaches.push({
        law: 'doubled',
        text: `desk ${desk.number + 1}: one click of ${name} made ${done.length} commands`,
      })
    }
    tell(
      desk.number,
      last === undefined ? `${name} changed nothing` : `${name} ${last.subject} as its command ${last.seq}`,
    )
    return true
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

  /** Two commands that are held until both are on their way. */
  async function together({
    desk,
    other,
    names,
    salt,
  }: Extract<Step, { readonly do: 'together' }>): Promise<void> {
    const both = [desk, other].flatMap((number) => places[number]?.proxy ?? [])
    tell(null, `what desks ${desk + 1} and ${other + 1} do now comes in at the same moment`)
    for (const proxy of both) proxy.plan('/rpc/sync_push', { kind: 'held_before' })
    for (const [index, number] of [desk, other].entries()) {
      const name = names[index]
      if (name === undefined || desks[number] === undefined) continue
      await command({ do: 'command', desk: number, name, salt: `${salt}/${index}`, twice: false })
      await traffic.settle()
    }
    for (const proxy of both) if (proxy.held() === 0) proxy.forgetPlans()
    for (const proxy of both) proxy.release()
  }

  /** Nobody knows which of two that speak under one name is meant. */
  async function sendAway(desk: SoakDesk): Promise<void> {
    const terminalId = desk.terminalId()
    if (terminalId === '' || desks.some((other) => other !== desk && other.terminalId() === terminalId))
      return
    tell(desk.number, 'is sent away')
    await server.rows(
      'update public.terminals set revoked_at = clock_timestamp() where id = $1 and revoked_at is null',
      [terminalId],
    )
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

  async function play(step: Step): Promise<void> {
    // a copy that is not made yet, or never
    if ('desk' in step && desks[step.desk] === undefined) return
    const proxy = 'desk' in step ? places[step.desk]?.proxy : undefined
    switch (step.do) {
      case 'command':
        return await command(step)
      case 'ask':
        if (!(await ask(deskOf(step.desk), step.name, step.input(deskOf(step.desk).db), false))) {
          breaches.push({ law: 'bug', text: `desk ${step.desk + 1}: ${step.name} was refused` })
        }
        return
      case 'cut':
        if (proxy?.isCut() !== step.on) tell(step.desk, step.on ? 'the line is cut' : 'the line is back')
        return proxy?.cut(step.on)
      case 'practise':
        tell(step.desk, step.on ? 'practises an outage' : 'ends the practice')
        return void (await deskOf(step.desk).sync.practise(step.on))
      case 'fault':
        tell(step.desk, `the next ${step.path} meets ${JSON.stringify(step.fault)}`)
        return proxy?.plan(step.path, step.fault)
      case 'release':
        if (proxy !== undefined && proxy.held() > 0) tell(step.desk, 'what was held goes on')
        return proxy?.release()
      case 'wait':
        tell(null, `${step.ms} ms pass`)
        for (const desk of desks) desk.clock.pass(step.ms)
        return await runTimers()
      case 'poke':
        if (!poked.delete(step.desk)) return
        tell(step.desk, 'hears a poke')
        return deskOf(step.desk).hearPoke()
      case 'hurry':
        tell(step.desk, 'tries now')
        return deskOf(step.desk).sync.syncNow()
      case 'crash':
        tell(step.desk, 'loses power and starts again')
        return await crash(step.desk)
      case 'jump':
        tell(step.desk, `the clock jumps by ${step.ms / 3_600_000} hours`)
        return deskOf(step.desk).clock.jump(step.ms)
      case 'disk': {
        tell(step.desk, `the disk fails the ${step.whose}: ${step.how}`)
        failing.add(step.desk)
        const disk = deskOf(step.desk).disks[step.whose]
        return step.how === 'full' ? disk.fill() : disk.failCommits(2)
      }
      case 'room_on_disk':
        tell(step.desk, 'the disk is well again')
        return mend(deskOf(step.desk))
      case 'next_day':
        tell(null, 'the day moves on')
        return await moveDay(server)
      case 'office':
        return tell(null, await changeAtOffice(server, step.salt))
      case 'backup':
        tell(null, 'is backed up')
        return await server.backup.keep()
      case 'restore':
        tell(null, 'goes back to its backup')
        await server.backup.putBack()
        return void (await server.rows('select sync.renew_epoch()'))
      case 'together':
        return await together(step)
      case 'clone':
        return await clone(deskOf(step.desk))
      case 'send_away':
        return await sendAway(deskOf(step.desk))
      case 'hours':
        tell(null, `${step.hours} hours pass`)
        await passAtServer(server, step.hours)
        for (const desk of desks) desk.clock.pass(step.hours * 3_600_000)
        return await runTimers()
      case 'newer_server':
        tell(null, 'is brought to the next version')
        return await setVersion(server, schemaVersion + 1)
      default:
        return unreachable(step)
    }
  }

  function mend(desk: SoakDesk): void {
    for (const disk of [desk.disks.clerk, desk.disks.engine]) {
      disk.makeRoom()
      disk.failCommits(0)
    }
    failing.delete(desk.number)
  }

  const pendingOfAll = (): number => desks.reduce((sum, { db }) => sum + countPending(db), 0)

  /** Every cursor is of the server that there is, and nothing has been written there that it does not lead past. */
  async function haveHeardAll(): Promise<boolean> {
    const cursors = desks
      .filter(({ db }) => !isSentAway(db))
      .map(({ db }) => ({ epoch: readSyncState(db, 'epoch'), cursor: readSyncState(db, 'cursor') }))
    const [found] = await server.rows<{ behind: number }>(
      `select count(*)::int as behind from json_to_recordset($1) as d (epoch text, cursor text)
        where d.epoch is distinct from sync.epoch() or exists (
          select from sync.row_versions v
           where v.xid >= pg_snapshot_xmin(d.cursor::pg_snapshot) and not pg_visible_in_snapshot(v.xid, d.cursor::pg_snapshot))`,
      [JSON.stringify(cursors)],
    )
    return found?.behind === 0
  }

  /** What terminals bring back to a server that forgot it, they bring in turns, each telling the others. */
  async function hearPokes(): Promise<void> {
    for (
      let left = pendingOfAll(), before = left + 1;
      left > 0 && left < before;
      before = left, left = pendingOfAll()
    ) {
      for (const number of poked) {
        poked.delete(number)
        deskOf(number).hearPoke()
        await traffic.settle()
      }
    }
  }

  /** Ends all trouble, and gives everybody time: until nothing is on its way and all have seen what the others did. */
  async function rest(): Promise<void> {
    for (const desk of desks) {
      const proxy = places[desk.number]?.proxy
      proxy?.forgetPlans()
      proxy?.cut(false)
      proxy?.release()
      mend(desk)
      await desk.sync.practise(false)
    }
    await traffic.settle()
    let [quiet, idle, left] = [false, 0, pendingOfAll()]
    while (!quiet && idle < restRounds) {
      for (const desk of desks) {
        desk.clock.pass(61_000)
        desk.sync.syncNow()
        await traffic.settle()
        await hearPokes()
      }
      await runTimers()
      // the server's time passes too: it waits some minutes for what a terminal alone knew that it has forgotten
      await server.rows(`update sync.orders set waiting_since = waiting_since - interval '61 seconds'`)
      const now = pendingOfAll()
      idle = now < left ? 0 : idle + 1
      left = now
      quiet = desks.every((desk) => isQuiet(desk.db)) && (await haveHeardAll())
    }
    look()
    for (const desk of desks) {
      if (isQuiet(desk.db)) continue
      breaches.push({
        law: 'stuck',
        text: `desk ${desk.number + 1}: ${countPending(desk.db)} commands do not go up, the line says ${desk.sync.status().state}`,
      })
    }
  }

  return {
    breaches,
    acks,
    story,
    get tried() {
      return tried
    },
    open: async () => {
      for (const place of places.slice(0, schedule.desks)) {
        place.proxy.forgetPlans()
        place.proxy.cut(false)
        desks.push(openAt(place.number, place.freshFile()))
      }
      await traffic.settle()
      for (const desk of desks) await signIn(desk)
    },
    play,
    look,
    rest,
    restAgain: async () => {
      for (const desk of desks) acks.push(...takeAcks(desk))
      await rest()
    },
    desks: () => desks,
    close: async () => {
      for (const place of places) place.proxy.release()
      for (const desk of desks) await desk.close()
    },
  }
}

/** What a desk without a line does for a hold that is over, whenever somebody asks it for anything. */
const holdsEnd: CallName = 'booking.releaseHold'

/** A clerk was told that it was not done, or nothing. */
function brokenOff(desk: number, done: readonly Ack[]): readonly Breach[] {
  const last = done.at(-1)
  if (last === undefined) return []
  return [
    { law: 'bug', text: `desk ${desk + 1}: ${last.name} was refused or broke off, and is in the outbox` },
  ]
}

/** So often nothing may move, while something is still to be sent or heard. */
const restRounds = 12

function isQuiet(db: Database): boolean {
  if (isSentAway(db)) return true
  return (
    countPending(db) === 0 &&
    readSyncState(db, 'cursor') !== null &&
    db.prepare('select 1 from shadow limit 1').get() === undefined
  )
}
