import { afterEach, beforeEach, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { err, ok } from '../../shared/kernel/result.ts'
import { envelope, type OpResult } from '../../shared/protocol/envelope.ts'
import type { PullPage } from '../../shared/protocol/pull.ts'
import { tables, type TableName } from '../../shared/protocol/rows.ts'
import type { WireRecord, WireValue } from '../../shared/protocol/wire.ts'
import type { Command } from '../outbox/command.ts'
import { chainHash, firstHash } from '../outbox/envelope.ts'
import { runCommand } from '../outbox/run-command.ts'
import { deskAt, openSmallHotel, roomId, terminalId, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import { columnsOf, storedToWire, type StoredRecord } from '../store/codec.ts'
import { applyRound } from './apply-round.ts'
import type { Rerun } from './rebase.ts'
import { createStaging } from './staging.ts'
import { writeServerTables } from './state.ts'

/** Turns a room's state, unless it is already so; and can be told to book a guest who must be there. */
interface Turn {
  readonly to: 'dirty' | 'clean' | 'inspected'
  readonly groupOf?: string
}

const turnRoom: Command<Turn> = {
  name: 'test.turnRoom',
  run: (tx, { to, groupOf }, context) => {
    const now = tx.db
      .prepare<[string], string>('select housekeeping_status from rooms where id = ?')
      .pluck()
      .get(roomId)
    if (now === to) return err({ code: 'already_done' })
    tx.update('rooms', roomId, { housekeeping_status: to })
    if (groupOf !== undefined) {
      const id = context.ids.fresh()
      tx.insert('booking_groups', {
        id,
        group_code: id.slice(-12),
        name: 'Group',
        contact_customer_id: groupOf,
      })
    }
    return ok({ subject: '101', bookingId: null })
  },
}

const turnAgain: Rerun = (tx, _name, args, context) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one command of this test wrote them
  return turnRoom.run(tx, args as never, context)
}

let hotel: SmallHotel
const desk = deskAt({ now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 0 })
const at = '2026-08-13T14:05:00.000Z'

beforeEach(() => {
  hotel = openSmallHotelWithTables()
})
afterEach(() => hotel.throwAway())

function openSmallHotelWithTables(): SmallHotel {
  const opened = openSmallHotel()
  writeServerTables(
    opened.db,
    Object.entries(tables).map(([name, { columns }]) => ({
      name,
      columns: columns.map((column) => column.name),
      rows: 1,
    })),
  )
  return opened
}

function turn(to: Turn['to'], groupOf?: string): string {
  const done = runCommand(
    hotel.db,
    turnRoom,
    { to, ...(groupOf === undefined ? {} : { groupOf }) },
    desk,
    v7(),
  )
  if (!done.ok) throw new Error('refused')
  return done.value.opId
}

interface Incoming {
  readonly rows?: Readonly<Partial<Record<TableName, readonly (readonly WireValue[])[]>>>
  readonly gone?: Readonly<Record<string, readonly string[]>>
  readonly ackedSeq?: number
  readonly results?: readonly OpResult[]
}

/** What the server sends, applied as a round. */
function receive(
  { rows = {}, gone = {}, ackedSeq = 0, results = [] }: Incoming,
  rerun: Rerun = turnAgain,
): void {
  const staging = createStaging(hotel.db)
  const page: PullPage = {
    epoch: 'e',
    scope: 's',
    target: '10:10:',
    rows: Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, [...list]])),
    gone: Object.fromEntries(Object.entries(gone).map(([name, ids]) => [name, [...ids]])),
    ackedSeq,
    results: [...results],
    after: null,
    serverTime: at,
  }
  staging.add(page)
  applyRound({ db: hotel.db, rerun, at, terminal: { id: terminalId, series: 'A' } }, { ...page, staging })
}

/** The room as the server has it: as it was made, with this state. */
function serverRoom(housekeeping: string): readonly WireValue[] {
  const row = hotel.db.prepare<[string], StoredRecord>('select * from rooms where id = ?').get(roomId) ?? {}
  return columnsOf('rooms').map((column) =>
    column.name === 'housekeeping_status'
      ? housekeeping
      : column.name === 'updated_at'
        ? at
        : storedToWire(column, row[column.name] ?? null),
  )
}

function serverGuest(id: string): readonly WireValue[] {
  const values: WireRecord = {
    id,
    full_name: 'Ada',
    preferences: {},
    tags: [],
    vip_status: false,
    blacklisted: false,
  }
  Object.assign(values, {
    total_stays: 0,
    total_spent: 0,
    marketing_consent: false,
    created_at: at,
    updated_at: at,
  })
  return columnsOf('customers').map((column) => values[column.name] ?? null)
}

interface Kept {
  readonly seq: number
  readonly body: string
  readonly hash: string
  readonly state: string
  readonly trouble: string | null
  readonly status: string | null
}

const outbox = (): readonly Kept[] =>
  hotel.db.prepare<[], Kept>('select seq, body, hash, state, trouble, status from outbox order by seq').all()
const state = (): unknown => hotel.db.prepare('select housekeeping_status from rooms').pluck().get()
const writesOf = (op: Kept | undefined) => envelope.parse(JSON.parse(op?.body ?? '')).writes

function expectChain(): void {
  let before = firstHash
  for (const { body, hash } of outbox()) {
    expect(envelope.parse(JSON.parse(body)).prevHash).toBe(before)
    expect(hash).toBe(chainHash(before, body))
    before = hash
  }
}

test('what is on its way is done again on the server’s newer rows, and goes up as it is then', () => {
  turn('dirty')
  turn('inspected')
  const before = outbox()
  receive({ rows: { rooms: [serverRoom('inspected')] } })
  expect(state()).toBe('inspected')
  expect(writesOf(outbox()[0])[0]).toMatchObject({
    was: { housekeeping_status: 'inspected' },
    set: { housekeeping_status: 'dirty' },
  })
  expect(outbox().map((op) => op.hash)).not.toEqual(before.map((op) => op.hash))
  expectChain()
  expect(
    hotel.db
      .prepare(`select json_extract(row, '$.housekeeping_status') from shadow where row_id = ?`)
      .pluck()
      .get(roomId),
  ).toBe('inspected')
})

test('what the server has taken in is dropped, its result kept, and the row is the server’s own again', () => {
  const opId = turn('dirty')
  receive({
    rows: { rooms: [serverRoom('dirty')] },
    ackedSeq: 1,
    results: [{ seq: 1, opId, status: 'merged', reason: 'suspense', detail: { payments: [] }, order: 7 }],
  })
  expect(outbox()[0]).toMatchObject({ state: 'acked', status: 'merged' })
  for (const table of ['shadow', 'outbox_rows', 'staged_pages']) {
    expect(hotel.db.prepare(`select count(*) from ${table}`).pluck().get()).toBe(0)
  }
})

test('what has been given to the line keeps its bytes, and what comes after it follows from them', () => {
  turn('dirty')
  const [sent] = outbox()
  hotel.db.prepare('update outbox set sent_at = ?').run(at)
  turn('inspected')
  receive({ rows: { rooms: [serverRoom('dirty')] } })
  // its command would refuse now, and it is shown as it was sent all the same
  expect(outbox()[0]).toEqual(sent)
  expect(state()).toBe('inspected')
  expectChain()
})

test('what cannot be done any more is kept and marked, and is unmarked when it can be again', () => {
  turn('dirty')
  turn('clean')
  receive({ rows: { rooms: [serverRoom('dirty')] } })
  expect(outbox().map((op) => op.trouble)).toEqual(['already_done', null])
  expect(outbox().map((op) => op.state)).toEqual(['pending', 'pending'])
  expect(writesOf(outbox()[0])[0]).toMatchObject({ set: { housekeeping_status: 'dirty' } })
  expectChain()
  receive({ rows: { rooms: [serverRoom('clean')] } })
  expect(outbox().map((op) => op.trouble)).toEqual([null, null])
})

test('a command that throws on rows it never thought of keeps nothing out', () => {
  turn('dirty')
  receive({ rows: { rooms: [serverRoom('inspected')] } }, () => {
    throw new Error('a bug')
  })
  expect(outbox()[0]?.trouble).toBe('internal')
  expect(state()).toBe('dirty')
})

test('work that hangs on what is gone leaves the rows and stays in the queue', () => {
  const guest = v7()
  receive({ rows: { customers: [serverGuest(guest)] } })
  turn('dirty', guest)
  receive({ rows: { rooms: [serverRoom('dirty')] }, gone: { customers: [guest] } })
  expect(hotel.db.prepare('select count(*) from booking_groups').pluck().get()).toBe(0)
  expect(hotel.db.prepare('pragma foreign_key_check').all()).toEqual([])
  expect(outbox()[0]).toMatchObject({ state: 'pending', trouble: 'already_done' })
  expect(writesOf(outbox()[0])).toHaveLength(2)
})

test('of what was given to the line all is shown that hangs on nothing that is gone', () => {
  const guest = v7()
  receive({ rows: { customers: [serverGuest(guest)] } })
  turn('dirty', guest)
  turn('clean')
  hotel.db.prepare('update outbox set sent_at = ?').run(at)
  receive({ gone: { customers: [guest] } })
  expect(hotel.db.prepare('select count(*) from booking_groups').pluck().get()).toBe(0)
  expect(hotel.db.prepare('pragma foreign_key_check').all()).toEqual([])
  expect(state()).toBe('clean')
  receive({ rows: { customers: [serverGuest(guest)] } })
  expect(hotel.db.prepare('select count(*) from booking_groups').pluck().get()).toBe(1)
})

test('a page that is not of the server’s tables changes nothing', () => {
  turn('dirty')
  const before = outbox()
  expect(() => receive({ rows: { rooms: [serverRoom('inspected').slice(1)] } })).toThrow('rooms')
  expect(() => receive({ rows: { rooms: [serverRoom('spotless')] } })).toThrow('housekeeping_status')
  expect(outbox()).toEqual(before)
  expect(state()).toBe('dirty')
})

test('however work, sending and news are interleaved, my last word stands on the server’s last and sent bytes stay', () => {
  const turnTo = fc.constantFrom<Turn['to']>('dirty', 'clean', 'inspected')
  const happening = fc.oneof(
    fc.record({ kind: fc.constant('work'), to: turnTo, count: fc.constant(0) }),
    fc.record({ kind: fc.constant('sent'), to: turnTo, count: fc.nat(3) }),
    fc.record({ kind: fc.constant('news'), to: turnTo, count: fc.nat(3) }),
  )
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 15 }), (happenings) => {
      hotel.throwAway()
      hotel = openSmallHotelWithTables()
      let server = 'clean'
      let acked = 0
      const sentBodies = new Map<number, string>()
      for (const { kind, to, count } of happenings) {
        if (kind === 'work') runCommand(hotel.db, turnRoom, { to }, desk, v7())
        const upTo = Math.min(outbox().length, acked + count)
        if (kind !== 'work') {
          hotel.db.prepare('update outbox set sent_at = ? where seq <= ? and sent_at is null').run(at, upTo)
          for (const { seq, body } of outbox().slice(0, upTo))
            sentBodies.set(seq, sentBodies.get(seq) ?? body)
        }
        if (kind === 'news') {
          server = to
          acked = upTo
          receive({ rows: { rooms: [serverRoom(to)] }, ackedSeq: acked })
        }
      }
      expectChain()
      for (const { seq, body } of outbox()) expect(body).toBe(sentBodies.get(seq) ?? body)
      const onTop = outbox().slice(acked)
      const last = onTop.at(-1)
      expect(state()).toBe(
        last === undefined
          ? server
          : envelope.parse(JSON.parse(last.body)).writes[0]?.set['housekeeping_status'],
      )
      const shadow = hotel.db
        .prepare(`select json_extract(row, '$.housekeeping_status') from shadow where row_id = ?`)
        .pluck()
      expect(shadow.get(roomId)).toBe(onTop.length === 0 ? undefined : server)
    }),
    { numRuns: 40 },
  )
})

test('a pull that brings nothing runs nothing again, however much waits; one that brings a row runs it all', () => {
  for (const to of ['dirty', 'clean', 'dirty', 'inspected'] as const) turn(to)
  const bodies = outbox().map(({ body }) => body)
  let runs = 0
  const counted: Rerun = (...args) => {
    runs += 1
    return turnAgain(...args)
  }
  receive({}, counted)
  receive({}, counted)
  expect(runs).toBe(0)
  expect(outbox().map(({ body }) => body)).toEqual(bodies)
  expect(state()).toBe('inspected')

  receive({ rows: { rooms: [serverRoom('clean')] } }, counted)
  expect(runs).toBe(4)
  expectChain()
})
