import type { Database } from 'better-sqlite3'
import { isCallName, type CallName } from '../../shared/contract/index.ts'
import { commands } from '../../electron/commands/registry.ts'
import { unreachable } from '../../shared/kernel/assert.ts'
import { seededRandom, type Random } from '../load/random.ts'
import type { Fault } from '../testing/fault-proxy.ts'
import type { Fields } from './inputs.ts'

/**
 * What happens, one after the other. Each step carries its own chance (`salt`), so that one that is left out changes
 * nothing for those that stay but the rows that they meet.
 */
export type Step =
  /** A clerk tries a command; `twice` presses the button again. */
  | {
      readonly do: 'command'
      readonly desk: number
      readonly name: CallName
      readonly salt: string
      readonly twice: boolean
    }
  /** A clerk asks for this, about rows as the desk has them then, and is not refused: of scenarios, never of a seed. */
  | {
      readonly do: 'ask'
      readonly desk: number
      readonly name: CallName
      readonly input: (db: Database) => Fields
    }
  | { readonly do: 'cut'; readonly desk: number; readonly on: boolean }
  | { readonly do: 'practise'; readonly desk: number; readonly on: boolean }
  | { readonly do: 'fault'; readonly desk: number; readonly path: string; readonly fault: Fault }
  | { readonly do: 'release'; readonly desk: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'poke'; readonly desk: number }
  | { readonly do: 'hurry'; readonly desk: number }
  | { readonly do: 'crash'; readonly desk: number }
  | { readonly do: 'jump'; readonly desk: number; readonly ms: number }
  /** The disk of the clerk's or of the engine's connection fails. */
  | {
      readonly do: 'disk'
      readonly desk: number
      readonly whose: 'clerk' | 'engine'
      readonly how: 'full' | 'commit'
    }
  | { readonly do: 'room_on_disk'; readonly desk: number }
  /** The hotel's day moves on. */
  | { readonly do: 'next_day' }
  /** Somebody changes rows at the server, through its own tools. */
  | { readonly do: 'office'; readonly salt: string }
  | { readonly do: 'backup' }
  /** The server goes back to its backup, or to how it was at first. */
  | { readonly do: 'restore' }
  /** Two clerks do something, and the server gets both at the same moment. */
  | {
      readonly do: 'together'
      readonly desk: number
      readonly other: number
      readonly names: readonly [CallName, CallName]
      readonly salt: string
    }
  /** The disk is copied, and the copy started as a desk of its own. */
  | { readonly do: 'clone'; readonly desk: number }
  /** The terminal is sent away at the server. */
  | { readonly do: 'send_away'; readonly desk: number }
  /** So much time passes, for everybody. */
  | { readonly do: 'hours'; readonly hours: number }
  /** The server is brought to the next version; terminals stay what they are. */
  | { readonly do: 'newer_server' }

export interface Schedule {
  readonly seed: string
  readonly desks: number
  /** Desks lease rooms that they alone may sell. */
  readonly leasesRooms?: boolean
  readonly steps: readonly Step[]
}

/** The schedule of a seed: always the same one. */
export function makeSchedule(seed: string): Schedule {
  const random = seededRandom(`schedule ${seed}`)
  const desks = random.between(2, 5)
  const weather = random.pick(weathers)
  const count = random.between(30, 70)
  return {
    seed,
    desks,
    leasesRooms: weather.leases,
    steps: Array.from({ length: count }, (_, index) =>
      makeStep(`${seed}/${index}`, desks + (weather.clone > 0 ? 1 : 0), weather),
    ),
  }
}

/** How bad things are: most schedules are about some trouble, not about all of it. */
interface Weather {
  readonly line: number
  readonly fault: number
  readonly disk: number
  readonly clock: number
  readonly crash: number
  readonly server: number
  readonly rush: number
  readonly clone: number
  readonly leaver: number
  readonly leases: boolean
}

const calm: Weather = {
  line: 0,
  fault: 0,
  disk: 0,
  clock: 0,
  crash: 0,
  server: 0,
  rush: 0,
  clone: 0,
  leaver: 0,
  leases: false,
}
const weathers: readonly Weather[] = [
  { ...calm, line: 8 },
  { ...calm, fault: 20 },
  { ...calm, line: 6, fault: 10, crash: 3 },
  { ...calm, line: 6, clock: 8 },
  { ...calm, fault: 6, disk: 8, crash: 2 },
  { ...calm, line: 5, server: 4 },
  { ...calm, line: 4, fault: 8, disk: 3, clock: 3, crash: 2, server: 2 },
  { ...calm, rush: 10 },
  { ...calm, line: 10, rush: 3, leases: true },
  { ...calm, line: 10, fault: 4, clock: 4, leases: true },
  { ...calm, line: 6, clone: 5, rush: 2 },
  { ...calm, line: 6, fault: 4, leaver: 4 },
  { ...calm, line: 8, fault: 4, crash: 2, rush: 2, clone: 3, leaver: 2, leases: true },
]

function makeStep(salt: string, desks: number, weather: Weather): Step {
  const random = seededRandom(salt)
  const desk = random.between(0, desks - 1)
  const on = random.chance(0.5)
  const kind = random.weighted([
    ['command', 60],
    ['wait', 6],
    ['poke', 6],
    ['hurry', 3],
    ['next_day', 0.6],
    ['office', 2],
    ['cut', weather.line],
    ['practise', weather.line / 4],
    ['fault', weather.fault],
    ['release', weather.fault / 3],
    ['disk', weather.disk],
    ['room_on_disk', weather.disk / 2],
    ['jump', weather.clock],
    ['crash', weather.crash],
    ['backup', weather.server],
    ['restore', weather.server],
    ['newer_server', weather.line / 12],
    ['together', weather.rush],
    ['clone', weather.clone],
    ['send_away', weather.leaver],
    ['hours', weather.leases ? 3 : 0],
  ] as const)
  switch (kind) {
    case 'command':
      return { do: kind, desk, name: nameOf(random, weather), salt, twice: random.chance(0.05) }
    case 'wait':
      return { do: kind, ms: random.pick([500, 3000, 10_000, 70_000]) }
    case 'office':
      return { do: kind, salt }
    case 'cut':
    case 'practise':
      return { do: kind, desk, on }
    case 'fault':
      return { do: kind, desk, path: random.pick(paths), fault: makeFault(random) }
    case 'jump':
      return { do: kind, desk, ms: random.pick([-3, -1, -1 / 24, 1 / 24, 1, 3, 40]) * 86_400_000 }
    case 'disk':
      return { do: kind, desk, whose: random.pick(['clerk', 'engine']), how: random.pick(['full', 'commit']) }
    case 'together':
      return {
        do: kind,
        desk,
        other: (desk + random.between(1, desks - 1)) % desks,
        names: [random.pick(rivals), random.pick(rivals)],
        salt,
      }
    case 'hours':
      return { do: kind, hours: random.pick([1, 13, 25]) }
    case 'next_day':
    case 'backup':
    case 'restore':
    case 'newer_server':
      return { do: kind }
    case 'poke':
    case 'hurry':
    case 'release':
    case 'room_on_disk':
    case 'crash':
    case 'clone':
    case 'send_away':
      return { do: kind, desk }
    default:
      return unreachable(kind)
  }
}

/** Where rooms are under lease, much of the work is about rooms. */
function nameOf(random: Random, { leases }: Weather): CallName {
  return leases && random.chance(0.4) ? random.pick(rivals) : random.weighted(commandWeights)
}

/** What two desks get into each other's way with. */
const rivals = [
  'booking.create',
  'booking.create',
  'booking.walkIn',
  'booking.checkIn',
  'booking.assignRoom',
  'booking.moveRoom',
  'booking.cancel',
  'folio.takePayment',
  'day.postNights',
] as const satisfies readonly CallName[]

/** Where faults fall: mostly where commands go up. */
const paths = [
  '/rpc/sync_push',
  '/rpc/sync_push',
  '/rpc/sync_pull',
  '/rpc/sync_hello',
  '/rpc/sync_',
  '/',
] as const

function makeFault(random: Random): Fault {
  return random.pick<Fault>([
    { kind: 'cut_before' },
    { kind: 'cut_after' },
    { kind: 'cut_after' },
    { kind: 'cut_within' },
    { kind: 'truncated' },
    { kind: 'doubled' },
    { kind: 'html' },
    { kind: 'delayed', ms: 2 },
    { kind: 'drip', pieces: 3, everyMs: 1 },
    { kind: 'held_before' },
    { kind: 'held_after' },
    { kind: 'held_after' },
    { kind: 'status', status: 401 },
    { kind: 'status', status: 413 },
    { kind: 'status', status: 429, retryAfterS: 5 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
  ])
}

/** Every command there is; those that others build upon are tried more often. */
export const commandNames: readonly CallName[] = Object.keys(commands).filter((name): name is CallName =>
  isCallName(name),
)

const often: Readonly<Partial<Record<CallName, number>>> = {
  'booking.create': 7,
  'booking.walkIn': 3,
  'booking.assignRoom': 3,
  'booking.checkIn': 4,
  'booking.checkOut': 3,
  'folio.takePayment': 4,
  'folio.postCharge': 3,
  'day.close': 4,
}

const commandWeights = commandNames.map((name) => [name, often[name] ?? 1.5] as const)
