import pg from 'pg'
import { v5 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { OpResult, RowWrite, SignedOp } from '../../../shared/protocol/envelope.ts'
import type { Database } from '../../stack/start-database.ts'
import { startTestDatabase } from '../../stack/testing.ts'
import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { buildHotel, type Hotel, today } from './support/hotel.ts'
import {
  actAs,
  actAsTerminal,
  enrolTerminal,
  insert,
  paymentWrites,
  stayWrites,
  type TestTerminal,
  update,
} from './support/terminal.ts'

/** A command that the server has acknowledged, as its terminal keeps it. */
interface Acked {
  readonly op: SignedOp
  readonly result: OpResult
}

let server: Database
let hotel: Hotel
/** What three terminals did after the backup, each in its order, with what they were told. */
let forgotten: readonly (readonly Acked[])[]
let desks: readonly TestTerminal[]
/** The server that never broke. */
let original: TestDatabase

const commands = 200

beforeAll(async () => {
  server = await startTestDatabase()
  const before = await openTestDatabase(async () => ({ ...server, stop: async () => {} }))
  hotel = await buildHotel(before)
  const enrolled = [
    await enrolTerminal(before, 'One'),
    await enrolTerminal(before, 'Two'),
    await enrolTerminal(before, 'Three'),
  ]
  const traffic = createTraffic(enrolled, 1)
  for (let count = 0; count < 40; count += 1) await traffic.step()
  await before.stop()
  await asAdmin(`create database backup template ${nameOf(server.databaseUrl)}`)

  original = await openTestDatabase(async () => ({ ...server, stop: async () => {} }))
  const again = await Promise.all(enrolled.map((desk) => reconnect(original, desk)))
  desks = again
  traffic.go(again)
  for (let count = 0; count < commands; count += 1) await traffic.step()
  forgotten = again.map((desk) => traffic.acked.filter(({ desk: by }) => by === desk.id))
}, 120_000)
afterAll(async () => {
  await original.stop()
  await server.stop()
})

/** The same terminal on another connection, where its chain stands. */
async function reconnect(db: TestDatabase, desk: TestTerminal): Promise<TestTerminal> {
  const again = await actAsTerminal(db, desk)
  again.chain.seq = desk.chain.seq
  again.chain.hash = desk.chain.hash
  return again
}

/** The server as the backup has it, with what three terminals bring. */
async function restore(
  name: string,
  work: (db: TestDatabase, lines: readonly TestTerminal[]) => Promise<void>,
): Promise<void> {
  await asAdmin(`create database ${name} template backup`)
  const url = new URL(server.databaseUrl)
  url.pathname = name
  const db = await openTestDatabase(async () => ({ ...server, databaseUrl: url.href, stop: async () => {} }))
  try {
    await db.rows('select sync.renew_epoch()')
    await work(db, await Promise.all(desks.map(async (desk) => await actAsTerminal(db, desk))))
  } finally {
    await db.stop()
  }
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

interface Traffic {
  readonly acked: { readonly desk: string; readonly op: SignedOp; readonly result: OpResult }[]
  step(): Promise<void>
  /** From now on over these connections. */
  go(over: readonly TestTerminal[]): void
}

/** Whole numbers below what is asked; a seed gives the same again. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** Terminals that work on each other's bookings and get into each other's way. */
function createTraffic(first: readonly TestTerminal[], seed: number): Traffic {
  let desksNow = first
  const random = seeded(seed)
  let made = 0
  const nextId = (): string => v5(`${seed}:${(made += 1)}`, v5.URL)
  const bookings: string[] = []
  const numbers = new Map<string, number>()
  const acked: Traffic['acked'] = []
  const actor = () => hotel.staff.front_desk

  const numberWrite = (desk: TestTerminal): RowWrite => {
    const last = numbers.get(desk.id) ?? 0
    numbers.set(desk.id, last + 1)
    const id = v5('receipt', desk.id)
    if (last === 0)
      return insert('number_series', id, {
        terminal_id: desk.id,
        document_type: 'receipt',
        year: 2026,
        last_number: 1,
      })
    return update('number_series', id, { last_number: last }, { last_number: last + 1 })
  }
  const commandsOf: readonly ((desk: TestTerminal) => {
    readonly name: string
    readonly writes: readonly RowWrite[]
  })[] = [
    (desk) => {
      const bookingId = nextId()
      bookings.push(bookingId)
      const day = 13 + random(6)
      return {
        name: 'booking.create',
        writes: stayWrites(desk, actor(), {
          bookingId,
          guestId: nextId(),
          type: hotel.standard,
          room: hotel.rooms[random(3)] ?? null,
          arrival: `2026-08-${day}`,
          departure: `2026-08-${day + 1 + random(3)}`,
        }),
      }
    },
    (desk) => ({
      name: 'folio.takePayment',
      writes: [...paymentWrites(desk, actor(), pick(), `${1 + random(90)}.00`, nextId()), numberWrite(desk)],
    }),
    () => ({
      name: 'booking.cancel',
      writes: [
        update(
          'bookings',
          pick(),
          { status: 'confirmed', cancelled_at: null, cancelled_by: null, cancellation_reason: null },
          {
            status: 'cancelled',
            cancelled_at: '2026-08-13T15:00:00.000Z',
            cancelled_by: actor(),
            cancellation_reason: 'guest',
          },
        ),
      ],
    }),
    () => ({
      name: 'booking.assignRoom',
      writes: [update('bookings', pick(), { room_id: null }, { room_id: hotel.rooms[random(4)] ?? null })],
    }),
    () => {
      const words = ['dirty', 'clean', 'inspected', 'pickup']
      return {
        name: 'room.setHousekeeping',
        writes: [
          update(
            'rooms',
            hotel.rooms[random(4)] ?? '',
            { housekeeping_status: words[random(4)] ?? null },
            { housekeeping_status: words[random(4)] ?? null },
          ),
        ],
      }
    },
  ]
  const pick = (): string => bookings[random(bookings.length)] ?? nextId()

  return {
    acked,
    go: (over) => {
      desksNow = over
      acked.length = 0
    },
    async step() {
      const desk = desksNow[random(desksNow.length)]
      const command = commandsOf[bookings.length < 3 ? 0 : Math.max(0, random(7) - 2)]
      if (desk === undefined || command === undefined) throw new Error('no desk')
      const op = desk.seal({ ...command(desk), actor: actor(), opId: nextId(), businessDate: today })
      const [result] = (await desk.push([op])).results
      if (result === undefined) throw new Error('no result')
      acked.push({ desk: desk.id, op, result })
    },
  }
}

/** Brings an acknowledged command back. */
const again = ({ op, result }: Acked): SignedOp => ({ ...op, order: result.order })

/** All that people see, and the record, without when the server wrote it. */
async function hotelIn(db: TestDatabase): Promise<Readonly<Record<string, unknown>>> {
  const without: Readonly<Record<string, string>> = {
    bookings: `- 'updated_at'`,
    booking_nights: `- 'updated_at' - 'created_at'`,
    customers: `- 'updated_at'`,
    payments: `- 'updated_at' - 'created_at'`,
    transactions: `- 'updated_at' - 'created_at'`,
    number_series: `- 'updated_at' - 'created_at'`,
    rooms: `- 'updated_at'`,
    audit_logs: '',
    sync_conflicts: `- 'updated_at' - 'created_at' - 'settled_at'`,
  }
  const state: Record<string, unknown> = {}
  for (const [table, columns] of Object.entries(without))
    state[table] = await db.rows(`select to_jsonb(t) ${columns} as row from public.${table} t order by id`)
  state['ops'] = await db.rows(
    'select terminal_id, seq, op_id, hash, status, reason, detail, order_number from sync.ops order by terminal_id, seq',
  )
  return state
}

describe('a server that was put back to before the last two hundred commands of three terminals', () => {
  test('is what it was when they have brought them back in whatever pieces, and tells them what it told them', async () => {
    const told = new Map(forgotten.flat().map(({ result }) => [result.opId, result]))
    await restore('restored_a', async (db, lines) => {
      const random = seeded(7)
      const queues = forgotten.map((acked) => acked.map(again))
      let held = 0
      while (queues.some((queue) => queue.length > 0)) {
        const index = random(3)
        const queue = queues[index] ?? []
        const reply = await lineAt(lines, index).push(queue.slice(0, 1 + random(50)))
        for (const result of reply.results) expect(result).toEqual(told.get(result.opId))
        queue.splice(0, reply.results.length)
        held += reply.held
      }
      expect(held).toBeGreaterThan(0)
      expect(await hotelIn(db)).toEqual(await hotelIn(original))
      for (const desk of desks)
        expect(await db.rows('select * from sync.verify_chain($1)', [desk.id])).toEqual([])
    })
    const ends = forgotten.flat().map(({ result }) => result.reason ?? result.status)
    expect(new Set(ends).size).toBeGreaterThan(3)
  })

  test('would be another hotel if they came one after the other without their places (negative control)', async () => {
    const expected = await hotelIn(original)
    await restore('restored_d', async (db, lines) => {
      for (const [index, acked] of forgotten.entries()) {
        for (let from = 0; from < acked.length; from += 50)
          await lines[index]?.push(acked.slice(from, from + 50).map(({ op }) => op))
      }
      const found = await hotelIn(db)
      expect(found['ops']).not.toEqual(expected['ops'])
      expect(found['bookings']).not.toEqual(expected['bookings'])
      // and yet no number is lost, and no money
      expect(found['number_series']).toEqual(expected['number_series'])
      expect(await sumOf(db)).toBe(await sumOf(original))
    })
  })

  test('waits for a terminal that is missing, takes new work meanwhile, and waits no longer when it is told so', async () => {
    await restore('restored_e', async (db, lines) => {
      const [one, two] = [forgotten[0]?.map(again) ?? [], forgotten[1]?.map(again) ?? []]
      const stuck = await untilStuck(lineAt(lines, 0), one, lineAt(lines, 1), two)
      expect(stuck).toBeGreaterThan(0)
      const fourth = await enrolTerminal(db, 'Four')
      const meanwhile = await fourth.do({
        name: 'folio.takePayment',
        actor: hotel.staff.front_desk,
        writes: paymentWrites(fourth, hotel.staff.front_desk, v5('unknown', v5.URL), '5.00'),
      })
      expect(meanwhile.order).toBeGreaterThan(1_000_000)
      const managers = await db.connect()
      await actAs(managers, hotel.staff.manager)
      await managers.rows('select public.sync_stop_waiting()')
      expect(await untilStuck(lineAt(lines, 0), one, lineAt(lines, 1), two)).toBe(0)
      // it comes back after all: its work is taken as new
      const late = (forgotten[2] ?? []).map(again)
      for (let from = 0; from < late.length; from += 50)
        expect((await lineAt(lines, 2).push(late.slice(from, from + 50))).held).toBe(0)
      expect(await sumOf(db, meanwhile.opId)).toBe(await sumOf(original))
    })
  })

  test('waits five minutes from the last that came, and no longer', async () => {
    await restore('restored_f', async (db, lines) => {
      const [one, two] = [forgotten[0]?.map(again) ?? [], forgotten[1]?.map(again) ?? []]
      expect(await untilStuck(lineAt(lines, 0), one, lineAt(lines, 1), two)).toBeGreaterThan(0)
      await db.rows(`update sync.orders set waiting_since = now() - interval '4 minutes'`)
      expect(await untilStuck(lineAt(lines, 0), one, lineAt(lines, 1), two)).toBeGreaterThan(0)
      await db.rows(`update sync.orders set waiting_since = now() - interval '6 minutes'`)
      expect(await untilStuck(lineAt(lines, 0), one, lineAt(lines, 1), two)).toBe(0)
    })
  })
})

function lineAt(lines: readonly TestTerminal[], index: number): TestTerminal {
  const line = lines[index]
  if (line === undefined) throw new Error('no line')
  return line
}

/** Two terminals in turn, until neither gets on; says how many commands are left. */
async function untilStuck(
  one: TestTerminal,
  ones: SignedOp[],
  two: TestTerminal,
  twos: SignedOp[],
): Promise<number> {
  for (;;) {
    let taken = 0
    for (const [line, queue] of [
      [one, ones],
      [two, twos],
    ] as const) {
      if (queue.length === 0) continue
      const { results } = await line.push(queue.slice(0, 50))
      taken += results.length
      queue.splice(0, results.length)
    }
    if (taken === 0) return ones.length + twos.length
  }
}

/** All payments; without those that one command brought. */
const sumOf = async (db: TestDatabase, without: string | null = null) =>
  await db.value(
    `select concat(sum(amount), ' ', count(*)) from public.payments p
      where not exists (select from public.audit_logs a where a.record_id = p.id and a.op_id = $1)`,
    [without],
  )
