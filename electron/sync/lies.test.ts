import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { Command } from '../outbox/command.ts'
import { runCommand } from '../outbox/run-command.ts'
import { deskAt } from '../outbox/testing/small-hotel.ts'
import { createRemote } from '../remote/create-remote.ts'
import { storeDigest } from '../store/digest.ts'
import { joinStore, openStore } from '../store/open.ts'
import { createSync } from './create-sync.ts'
import { credentialsIn } from './credentials.ts'
import type { Rerun } from './rebase.ts'
import type { Sync } from './sync.ts'
import {
  cannedRoomId,
  cannedRows,
  createCannedServer,
  type CannedServer,
  type Lie,
} from './testing/canned-server.ts'
import { hastyTimers } from './testing/test-desk.ts'

const clock = { now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 0 }

const turnRoom: Command<{ readonly to: 'dirty' | 'clean' | 'inspected' }> = {
  name: 'test.turnRoom',
  run: (tx, { to }) => {
    tx.update('rooms', cannedRoomId, { housekeeping_status: to })
    return ok({ subject: '101', bookingId: null })
  },
}
const turnAgain: Rerun = (tx, _name, args, context) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one command of this test wrote them
  turnRoom.run(tx, args as never, context)

interface Desk {
  readonly db: Database
  readonly sync: Sync
  readonly server: CannedServer
  readonly until: (isSo: (line: LineStatus) => boolean) => Promise<void>
  readonly turn: (to: 'dirty' | 'clean' | 'inspected') => void
  readonly close: () => Promise<void>
}

const desks: Desk[] = []
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close()
})

function openDesk(): Desk {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-lies-'))
  const file = join(dir, 'terminal.db')
  const db = openStore({ file })
  const engineDb = joinStore({ file })
  const server = createCannedServer()
  const remote = createRemote({
    url: 'http://hotel.example',
    anonKey: 'anon',
    fetch: server.fetch,
    credentials: credentialsIn(engineDb),
  })
  const sync = createSync({
    db: engineDb,
    remote: { ...remote, listen: () => () => {}, poke: () => {} },
    rerun: turnAgain,
    clock,
    random: () => 0.5,
    timers: hastyTimers,
    onChanged: () => {},
    onLine: () => {},
    onLog: () => {},
  })
  const desk: Desk = {
    db,
    sync,
    server,
    until: (isSo) => expect.poll(() => isSo(sync.status()), { timeout: 4000 }).toBe(true),
    turn: (to) => {
      expect(runCommand(db, turnRoom, { to }, deskAt(clock), v7())).toMatchObject({ ok: true })
      sync.committed()
    },
    close: async () => {
      await sync.close()
      engineDb.close()
      db.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  desks.push(desk)
  return desk
}

async function enrolled(): Promise<Desk> {
  const desk = openDesk()
  expect(await desk.sync.enrol('CODE', 'Desk')).toMatchObject({ ok: true })
  await desk.until((line) => line.state === 'ok')
  return desk
}

const html = (): Response =>
  new Response('<html><body>Sign in to the wifi</body></html>', {
    headers: { 'content-type': 'text/html' },
  })
const half: Lie = (answer) =>
  new Response(JSON.stringify(answer).slice(0, -20), { headers: { 'content-type': 'application/json' } })
const nothing = (): Response => new Response('', { status: 200 })
const merged =
  (part: object): Lie =>
  (answer) => ({ ...answer, ...part })
const room = cannedRows()['rooms']?.[0] ?? []

/** What is said in place of the truth, and to which question. */
const lies: readonly (readonly [string, string, Lie])[] = [
  ['a page of a network’s sign-in in place of news', 'sync_pull', html],
  ['half of the news', 'sync_pull', half],
  ['no news, not even that there are none', 'sync_pull', nothing],
  ['a list in place of news', 'sync_pull', () => []],
  ['a word in place of a number', 'sync_pull', merged({ ackedSeq: 'many' })],
  ['rows that are no rows', 'sync_pull', merged({ rows: { rooms: ['room'] } })],
  ['rows with values missing', 'sync_pull', merged({ rows: { rooms: [room.slice(0, 3)] } })],
  ['rows with values too many', 'sync_pull', merged({ rows: { rooms: [[...room, 'x']] } })],
  ['a number in place of an id', 'sync_pull', merged({ rows: { rooms: [[7, ...room.slice(1)]] } })],
  ['a child without its parent', 'sync_pull', merged({ rows: { rooms: [orphan()] } })],
  ['another hotel’s news', 'sync_pull', merged({ epoch: 'epoch-of-another', rows: { rooms: [dirty()] } })],
  ['news of other tables', 'sync_pull', merged({ scope: 'scope-2', rows: { rooms: [dirty()] } })],
  ['the same page for ever', 'sync_pull', merged({ after: ['1', 1, cannedRoomId] })],
  [
    'pages to and fro for ever',
    'sync_pull',
    everAnother((page) => ({ rows: { rooms: [dirty()] }, after: [String(page % 2), 1, cannedRoomId] })),
  ],
  [
    'page after page with nothing on it',
    'sync_pull',
    everAnother((page) => ({ after: [String(page), 1, cannedRoomId] })),
  ],
  [
    'pages that lead elsewhere than where they began',
    'sync_pull',
    everAnother((page) => ({
      target: `${page}:${page}:`,
      rows: { rooms: [dirty()] },
      after: [String(page), 1, cannedRoomId],
    })),
  ],
  [
    'page after page on the way to where it is already',
    'sync_pull',
    everAnother((page) => ({ rows: { rooms: [dirty()] }, after: [String(page), 1, cannedRoomId] })),
  ],
  ['a page of a network’s sign-in in place of a greeting', 'sync_hello', html],
  ['half of a greeting', 'sync_hello', half],
  ['a greeting without tables', 'sync_hello', merged({ tables: null })],
  ['a greeting of another version’s shape', 'sync_hello', () => ({ hello: 'there' })],
]

/** A lie with something else in it each time that it is told. */
function everAnother(part: (page: number) => object): Lie {
  let page = 0
  return (answer) => ({ ...answer, ...part((page += 1)) })
}

function dirty(): unknown[] {
  return room.map((value) => (value === 'clean' ? 'dirty' : value))
}

function orphan(): unknown[] {
  return room.map((value) => (value === '00000000-0000-7000-8000-0000000000d1' ? v7() : value))
}

test.each(lies)(
  'a server that says %s changes nothing here, and all goes on when it is honest again',
  async (_, rpc, lie) => {
    const desk = await enrolled()
    const before = new Map(storeDigest(desk.db))
    desk.server.tell(rpc, lie)
    if (rpc === 'sync_hello') {
      await desk.sync.practise(true)
      await desk.sync.practise(false)
    }
    const asked = desk.server.asked(rpc)
    desk.sync.syncNow()
    await expect.poll(() => desk.server.asked(rpc), { timeout: 4000 }).toBeGreaterThan(asked + 1)
    await desk.until((line) => !line.online || line.problem !== null || line.state === 'mirroring')
    expect(new Map(storeDigest(desk.db))).toEqual(before)
    desk.turn('dirty')
    const { hash } = firstOp(desk)
    desk.server.tell(rpc, null)
    desk.sync.syncNow()
    await desk.until((line) => line.state === 'ok' && line.pending === 0 && line.problem === null)
    expect(desk.server.taken()).toEqual([hash])
  },
)

const pushLies: readonly (readonly [string, Lie])[] = [
  ['a page of a network’s sign-in', html],
  ['half an answer', half],
  ['nothing', nothing],
  ['that it took nothing', merged({ results: [] })],
  [
    'how another command ended',
    (answer) => ({
      ...answer,
      results: [{ seq: 1, opId: v7(), status: 'applied', reason: null, detail: {}, order: 1 }],
    }),
  ],
  [
    'that it ended in a way that there is not',
    merged({ results: [{ seq: 1, opId: v7(), status: 'eaten' }] }),
  ],
]

test.each(pushLies)(
  'a command that is answered with %s is not taken for done, and is done once',
  async (_, lie) => {
    const desk = await enrolled()
    desk.server.tell('sync_push', lie)
    desk.turn('dirty')
    const { hash } = firstOp(desk)
    await expect.poll(() => desk.server.asked('sync_push'), { timeout: 4000 }).toBeGreaterThan(1)
    expect(firstOp(desk)).toEqual({ hash, state: 'pending' })
    desk.server.tell('sync_push', null)
    desk.sync.syncNow()
    await desk.until((line) => line.pending === 0 && line.problem === null)
    expect(desk.server.taken()).toEqual([hash])
  },
)

test('a greeting for another terminal, or of another hotel, moves nothing', async () => {
  const desk = await enrolled()
  const before = new Map(storeDigest(desk.db))
  desk.server.tell('sync_hello', merged({ terminalId: v7() }))
  await desk.sync.practise(true)
  desk.turn('dirty')
  await desk.sync.practise(false)
  await desk.until((line) => line.problem === 'not_a_terminal')
  expect(desk.sync.status()).toMatchObject({ state: 'attention', pending: 1 })
  desk.server.tell('sync_hello', null)
  await desk.sync.practise(true)
  await desk.sync.practise(false)
  await desk.until((line) => line.state === 'ok' && line.pending === 0)
  expect(storeDigest(desk.db).get('room_types')).toBe(before.get('room_types'))
})

test('a first mirror that is lied to goes on where it was', async () => {
  const desk = openDesk()
  desk.server.tell('sync_snapshot', merged({ rows: { rooms: [['nonsense']] } }))
  expect(await desk.sync.enrol('CODE', 'Desk')).toMatchObject({ ok: true })
  await expect.poll(() => desk.server.asked('sync_snapshot'), { timeout: 4000 }).toBeGreaterThan(2)
  expect(desk.sync.status().state).not.toBe('ok')
  desk.server.tell('sync_snapshot', null)
  desk.sync.syncNow()
  await desk.until((line) => line.state === 'ok')
  expect(desk.server.asked('sync_snapshot_today')).toBe(1)
})

test('a newer server is told of nothing and goes on being heard; an older one likewise', async () => {
  for (const [part, problem] of [
    [{ oldestSchemaVersion: 99, schemaVersion: 99 }, 'update_terminal'],
    [{ oldestSchemaVersion: 1, schemaVersion: 1 }, 'update_server'],
  ] as const) {
    const desk = await enrolled()
    desk.server.tell('sync_hello', merged(part))
    await desk.sync.practise(true)
    desk.turn('dirty')
    await desk.sync.practise(false)
    await desk.until((line) => line.problem === problem)
    expect(desk.sync.status()).toMatchObject({ state: 'attention', online: true, pending: 1 })
    expect(desk.server.taken()).toEqual([])
    desk.server.tell('sync_hello', null)
    desk.sync.syncNow()
    await desk.until((line) => line.state === 'ok' && line.pending === 0)
    expect(desk.server.taken()).toHaveLength(1)
  }
})

function firstOp(desk: Desk): { readonly hash: string; readonly state: string } {
  const op = desk.db
    .prepare<[], { hash: string; state: string }>('select hash, state from outbox where seq = 1')
    .get()
  if (op === undefined) throw new Error('nothing was done')
  return op
}
