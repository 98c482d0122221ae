import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { err } from '../../shared/kernel/result.ts'
import type { HelloReply } from '../../shared/protocol/pull.ts'
import { schemaVersion } from '../../shared/protocol/rows.ts'
import { firstHash } from '../outbox/envelope.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { runCommand } from '../outbox/run-command.ts'
import {
  deskAt,
  noteGuest,
  openSmallHotel,
  terminalId,
  type SmallHotel,
} from '../outbox/testing/small-hotel.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { acceptHello } from './greet.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
  greet()
  writeSyncState(hotel.db, 'cursor', '1:1:')
})
afterEach(() => hotel.throwAway())

const desk = deskAt({ now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 0 })

function note(fullName: string): { readonly seq: number; readonly opId: string; readonly hash: string } {
  const done = runCommand(hotel.db, noteGuest, { fullName, dirty: false }, desk, v7())
  if (!done.ok) throw new Error(done.error.code)
  const { seq, opId } = done.value
  const hash = hotel.db.prepare<[number], string>('select hash from outbox where seq = ?').pluck().get(seq)
  return { seq, opId, hash: hash ?? '' }
}

function ack({ seq, opId }: ReturnType<typeof note>): void {
  const result = { seq, opId, status: 'applied', reason: null, detail: {}, order: 40 + seq } as const
  saveResult(hotel.db, result, '2026-08-13T14:01:00.000Z')
}

function greet(part: Partial<HelloReply> = {}) {
  return acceptHello(hotel.db, {
    protocol: { min: 1, max: 1 },
    schemaVersion,
    oldestSchemaVersion: schemaVersion,
    epoch: 'e1',
    scope: 's1',
    serverTime: '2026-08-13T14:00:00.000Z',
    terminalId,
    series: 'A',
    lastSeq: 0,
    lastHash: firstHash,
    receipt: '',
    tables: [],
    ...part,
  })
}

const mirrored = (): boolean => readSyncState(hotel.db, 'cursor') !== null

test('a greeting that says what is known leaves all as it is', () => {
  expect(greet()).toMatchObject({ ok: true, value: { mirrored: true, pending: false, outdated: null } })
})

test('another life of the server, or another scope, is mirrored afresh', () => {
  greet({ epoch: 'e2' })
  expect(mirrored()).toBe(false)
  writeSyncState(hotel.db, 'cursor', '1:1:')
  greet({ epoch: 'e2', scope: 's2' })
  expect(mirrored()).toBe(false)
  writeSyncState(hotel.db, 'cursor', '1:1:')
  expect(greet({ epoch: 'e2', scope: 's2' })).toMatchObject({ value: { mirrored: true } })
})

test('what a greeting leaves out is mirrored again when it is told of after all', () => {
  const tables = [{ name: 'rooms', columns: ['id', 'room_number'], rows: 1 }]
  greet({ tables })
  expect(mirrored()).toBe(false)
  writeSyncState(hotel.db, 'cursor', '1:1:')
  expect(greet({ tables })).toMatchObject({ value: { mirrored: true } })
  for (const less of [[], [{ name: 'rooms', columns: ['id'], rows: 1 }]]) {
    greet({ tables: less })
    expect(greet({ tables })).toMatchObject({ value: { mirrored: false } })
    writeSyncState(hotel.db, 'cursor', '1:1:')
  }
  // of a newer server’s tables this program knows nothing, and misses nothing
  const newer = { name: 'of_next_year', columns: ['id'], rows: 1 }
  expect(greet({ tables: [...tables, newer] })).toMatchObject({ value: { mirrored: true } })
})

test('what the server has forgotten goes up again with its place among the others', () => {
  const [one, two] = [note('Ada'), note('Grace')]
  ack(one)
  ack(two)
  expect(greet({ epoch: 'e2', lastSeq: 1, lastHash: one.hash })).toMatchObject({
    ok: true,
    value: { pending: true, mirrored: false },
  })
  expect(hotel.db.prepare('select seq, state, server_order, hash from outbox').all()).toEqual([
    { seq: 1, state: 'acked', server_order: 41, hash: one.hash },
    { seq: 2, state: 'pending', server_order: 42, hash: two.hash },
  ])
})

test('a server that knows other work, or more, under this name has heard a copy of this disk', () => {
  const one = note('Ada')
  expect(greet({ lastSeq: 1, lastHash: 'f'.repeat(64) })).toEqual(err({ problem: 'cloned' }))
  expect(greet({ lastSeq: 2, lastHash: 'f'.repeat(64) })).toEqual(err({ problem: 'cloned' }))
  expect(greet({ lastSeq: 1, lastHash: one.hash })).toMatchObject({ ok: true })
})

test('a terminal that has lost some of its work, or let go of it, goes on under another name', () => {
  const [one, two] = [note('Ada'), note('Grace')]
  ack(one)
  ack(two)
  hotel.db.prepare('delete from outbox where seq = 1').run()
  expect(greet()).toEqual(err({ problem: 'cloned' }))
  writeSyncState(hotel.db, 'work_lost', '1')
  expect(greet({ lastSeq: 2, lastHash: two.hash })).toEqual(err({ problem: 'cloned' }))
})

test('whose version is too old is said, and nothing else changes', () => {
  expect(greet({ oldestSchemaVersion: schemaVersion + 1, schemaVersion: schemaVersion + 2 })).toMatchObject({
    value: { outdated: 'update_terminal', mirrored: true },
  })
  expect(greet({ oldestSchemaVersion: 1, schemaVersion: schemaVersion - 1 })).toMatchObject({
    value: { outdated: 'update_server', mirrored: true },
  })
  expect(greet({ schemaVersion: schemaVersion + 1 })).toMatchObject({ value: { outdated: null } })
})
