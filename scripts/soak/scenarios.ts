import type { Database } from 'better-sqlite3'
import { v5 } from 'uuid'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { seededRandom } from '../load/random.ts'
import type { Fields } from './inputs.ts'
import { commandNames, type Schedule, type Step } from './schedule.ts'
import { firstDay } from './server.ts'

const hours = (count: number): number => count * 3_600_000

/** Of 700 things that are tried after the backup more than 200 are done: the rest is refused by the desk's rules. */
const lastWork = 700

/**
 * Three desks at work; then the server is backed up, they try so many commands more, and it goes back to the backup,
 * though it has acknowledged what was done. Half of the last work goes up at once, half after an outage.
 */
export function restoreDrill(seed: string, tried = lastWork): Schedule {
  const half = Math.floor(tried / 2)
  const work = (from: number, count: number): readonly Step[] =>
    Array.from({ length: count }, (_, index) => ({
      do: 'command',
      desk: index % 3,
      name: commandNames[(from + index) % commandNames.length] ?? 'booking.create',
      salt: `${seed}/${from + index}`,
      twice: false,
    }))
  const meet: readonly Step[] = [
    { do: 'wait', ms: 70_000 },
    ...[0, 1, 2].map((desk): Step => ({ do: 'hurry', desk })),
    ...[0, 1, 2].map((desk): Step => ({ do: 'hurry', desk })),
  ]
  const cut = (on: boolean): readonly Step[] => [0, 1, 2].map((desk) => ({ do: 'cut', desk, on }))
  return {
    seed,
    desks: 3,
    steps: [
      ...work(0, 60),
      ...meet,
      { do: 'backup' },
      ...work(60, half),
      ...meet,
      ...cut(true),
      ...work(60 + half, tried - half),
      ...cut(false),
      ...meet,
      { do: 'restore' },
    ],
  }
}

export interface Outage {
  readonly hours: number
  readonly desks: number
  readonly commands: number
  readonly collisions: number
}

export const outage: Outage = { hours: 48, desks: 5, commands: 2000, collisions: 40 }

/**
 * Desks without a line for two days, whose clocks are days off in both directions; two go through the changes of summer
 * time, and two are set an hour back and forth by somebody who thinks they must. So many times two of them sell the same
 * room for the same night, each for a deposit; nothing else of what they do collides.
 */
export function twoDaysApart(
  { hours: length, desks, commands, collisions }: Outage,
  seed = 'two days apart',
): Schedule {
  const all = Array.from({ length: desks }, (_, desk) => desk)
  const random = seededRandom(seed)
  const sales = Array.from({ length: collisions }, (_, index): readonly (readonly Step[])[] => {
    const one = random.between(0, desks - 1)
    const other = (one + random.between(1, desks - 1)) % desks
    return [one, other].map((desk) => [sellRoom(desk, index), deposit(desk, index)])
  }).flat()
  const left = commands - sales.flat().length
  const rest = Array.from({ length: left }, (_, index) => [routine(index % desks, index)])
  const days = Array.from({ length }, (_, hour): readonly Step[] => [
    ...[...sales, ...rest].filter((_steps, index) => index % length === hour).flat(),
    { do: 'wait', ms: hours(1) },
    ...(clockChanges[hour] ?? []),
  ]).flat()
  return {
    seed,
    desks,
    steps: [
      ...all.map((desk) => ownStay(desk)),
      { do: 'wait', ms: 70_000 },
      ...clocksOff,
      ...all.map((desk): Step => ({ do: 'cut', desk, on: true })),
      ...days,
      ...all.map((desk): Step => ({ do: 'cut', desk, on: false })),
    ],
  }
}

/** From the first morning in August to three days before or forty after, and to the eves of both changes of summer time. */
const clocksOff: readonly Step[] = [
  { do: 'jump', desk: 0, ms: -hours(72) },
  { do: 'jump', desk: 1, ms: hours(24 * 40) },
  { do: 'jump', desk: 2, ms: -hours(24 * 139) },
  { do: 'jump', desk: 3, ms: hours(24 * 71) },
]

/** By the hour of the outage. */
const clockChanges: Readonly<Record<number, readonly Step[]>> = {
  20: [{ do: 'jump', desk: 4, ms: -hours(1) }],
  21: [{ do: 'jump', desk: 0, ms: hours(1) }],
  30: [{ do: 'jump', desk: 1, ms: -hours(24 * 42) }],
}

const rooms = ['101', '102', '103', '104', '105', '106', '201', '202'] as const
/** Sold twice for one night; to those who get none of them a room of their type is left, two better ones, or none. */
const contested = rooms.slice(0, 5)

const idOf = (name: string): string => v5(name, v5.URL)

function sellRoom(desk: number, index: number): Step {
  const room = contested[index % contested.length] ?? '101'
  const arrival = addDays(firstDay, 20 + 2 * Math.floor(index / contested.length))
  return {
    do: 'ask',
    desk,
    name: 'booking.create',
    input: () => ({
      ...stay(saleName(desk, index), arrival),
      roomTypeId: idOf('DBL'),
      roomId: idOf(room),
    }),
  }
}

/** Some of what the stay costs, so that the loser of the room has money with it too. */
function deposit(desk: number, index: number): Step {
  return {
    do: 'ask',
    desk,
    name: 'folio.takePayment',
    input: (db) => ({
      requestId: idOf(`deposit for ${saleName(desk, index)}`),
      bookingId: bookingOf(db, guestOf(saleName(desk, index))),
      payment: { method: 'cash', amountMinor: 1000 + index },
    }),
  }
}

const saleName = (desk: number, index: number): string => `sale ${index} of desk ${desk}`
const guestOf = (name: string): string => `Guest of ${name}`

function bookingOf(db: Database, guest: string): string {
  return (
    db
      .prepare<[string], string>(
        'select b.id from bookings b join customers c on c.id = b.customer_id where c.full_name = ?',
      )
      .pluck()
      .get(guest) ?? ''
  )
}

/** A stay that only this desk works on, months from now: long enough for all the money that is taken for it. */
function ownStay(desk: number): Step {
  return {
    do: 'ask',
    desk,
    name: 'booking.create',
    input: () => ({
      ...stay(`own stay of desk ${desk}`, addDays(firstDay, 100)),
      departure: addDays(firstDay, 170),
      roomTypeId: idOf('DBL'),
      internalNotes: ownNote(desk),
    }),
  }
}

const ownNote = (desk: number): string => `of desk ${desk + 1} alone`

function stay(name: string, arrival: string): Fields {
  return {
    requestId: idOf(name),
    arrival,
    departure: addDays(arrival, 1),
    adults: 1,
    guest: { kind: 'new', fullName: guestOf(name) },
    source: 'phone',
  }
}

/** Money for a stay of one's own, mostly; a room's cleaning now and then, where the last word counts. */
function routine(desk: number, index: number): Step {
  if (index % 11 === 10) {
    const room = rooms[index % rooms.length] ?? '101'
    return {
      do: 'ask',
      desk,
      name: 'room.setHousekeeping',
      input: (db) => ({
        roomId: idOf(room),
        housekeeping: housekeepingOf(db, room) === 'clean' ? 'dirty' : 'clean',
      }),
    }
  }
  return {
    do: 'ask',
    desk,
    name: 'folio.takePayment',
    input: (db) => ({
      requestId: idOf(`routine ${index} of desk ${desk}`),
      bookingId: ownStayOf(db, desk),
      payment: { method: 'cash', amountMinor: 100 + index },
    }),
  }
}

function ownStayOf(db: Database, desk: number): string {
  return (
    db
      .prepare<[string], string>('select id from bookings where internal_notes = ?')
      .pluck()
      .get(ownNote(desk)) ?? ''
  )
}

function housekeepingOf(db: Database, room: string): string | undefined {
  return db
    .prepare<[string], string>('select housekeeping_status from rooms where room_number = ?')
    .pluck()
    .get(room)
}
