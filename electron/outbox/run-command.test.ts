import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { envelope } from '../../shared/protocol/envelope.ts'
import { openStore } from '../store/open.ts'
import { chainHash, firstHash } from './envelope.ts'
import { runCommand } from './run-command.ts'
import {
  actorId,
  deskAt,
  noteGuest,
  openSmallHotel,
  roomId,
  terminalId,
  type SmallHotel,
} from './testing/small-hotel.ts'

let hotel: SmallHotel
const atTwo = { now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 5 }
const desk = deskAt(atTwo)

beforeEach(() => {
  hotel = openSmallHotel()
})
afterEach(() => hotel.throwAway())

function note(fullName: string, requestId: string = v7()) {
  return runCommand(hotel.db, noteGuest, { fullName, dirty: true }, desk, requestId)
}

function count(table: string): unknown {
  return hotel.db.prepare(`select count(*) from ${table}`).pluck().get()
}

test('a command leaves its rows, an audit row for each, and one op that says both what was meant and what changed', () => {
  const done = note('Ada')
  if (!done.ok) throw new Error('refused')
  const body = hotel.db.prepare<[], string>('select body from outbox').pluck().get() ?? ''
  const sent = envelope.parse(JSON.parse(body))
  expect(sent).toMatchObject({
    seq: 1,
    opId: done.value.opId,
    name: 'test.noteGuest',
    args: { fullName: 'Ada', dirty: true },
    actor: actorId,
    businessDate: '2026-08-13',
    at: { wall: '2026-08-13T14:00:00.000Z', monotonicMs: 5, serverOffsetMs: null },
    prevHash: firstHash,
  })
  expect(sent.writes).toEqual([
    {
      table: 'customers',
      id: done.value.reply['id'],
      verb: 'insert',
      set: { full_name: 'Ada', created_at: '2026-08-13T14:00:00.000Z' },
      was: {},
    },
    {
      table: 'rooms',
      id: roomId,
      verb: 'update',
      set: { housekeeping_status: 'dirty' },
      was: { housekeeping_status: 'clean' },
    },
  ])
  expect(
    hotel.db
      .prepare('select table_name, action, terminal_id, command from audit_logs order by table_name')
      .all(),
  ).toEqual([
    { table_name: 'customers', action: 'INSERT', terminal_id: terminalId, command: 'test.noteGuest' },
    { table_name: 'rooms', action: 'UPDATE', terminal_id: terminalId, command: 'test.noteGuest' },
  ])
  expect(done.value.tables.toSorted()).toEqual(['audit_logs', 'customers', 'rooms'])
})

test('the server’s version of a row is kept when a command first touches it, and not again', () => {
  note('Ada')
  runCommand(hotel.db, noteGuest, { fullName: 'Bob', dirty: false }, desk, v7())
  const kept =
    hotel.db.prepare<[string], string>('select row from shadow where row_id = ?').pluck().get(roomId) ?? ''
  expect(JSON.parse(kept)).toMatchObject({ room_number: '101', housekeeping_status: 'clean' })
  expect(
    hotel.db
      .prepare(`select count(*) from shadow where table_name = 'customers' and row is null`)
      .pluck()
      .get(),
  ).toBe(2)
})

test('ops follow one another without a gap, each on the hash of the one before', () => {
  for (const name of ['Ada', 'Nobody', 'Bob', 'Cleo']) note(name)
  let before = firstHash
  const ops = hotel.db
    .prepare<[], { seq: number; body: string; hash: string }>(
      'select seq, body, hash from outbox order by seq',
    )
    .all()
  expect(ops.map((op) => op.seq)).toEqual([1, 2, 3])
  for (const { body, hash } of ops) {
    expect(hash).toBe(chainHash(before, body))
    before = hash
  }
})

test('a refusal leaves nothing behind', () => {
  expect(note('Nobody')).toEqual({ ok: false, error: { code: 'not_allowed' } })
  for (const table of ['customers', 'audit_logs', 'outbox', 'outbox_rows', 'shadow'])
    expect(count(table)).toBe(0)
  expect(hotel.db.prepare('select housekeeping_status from rooms').pluck().get()).toBe('clean')
})

test('a second click of the same request is answered as the first and does nothing', () => {
  const requestId = v7()
  const first = note('Ada', requestId)
  const second = note('Ada', requestId)
  if (!first.ok || !second.ok) throw new Error('refused')
  expect(second.value).toMatchObject({ opId: first.value.opId, reply: first.value.reply, tables: [] })
  expect(count('customers')).toBe(1)
  expect(note('Bob', requestId)).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
})

test('a name that no text can carry is refused', () => {
  expect(note('Ada \ud800')).toEqual({ ok: false, error: { code: 'invalid_input' } })
})

test('nothing is done before the terminal knows the hotel’s day, or whose it is', () => {
  hotel.db.exec(`update business_days set status = 'closed', closed_at = '2026-08-13T23:00:00.000Z'`)
  expect(note('Ada')).toEqual({ ok: false, error: { code: 'not_ready' } })
  hotel.db.exec(`delete from sync_state where key = 'terminal_id'`)
  expect(note('Ada')).toEqual({ ok: false, error: { code: 'not_enrolled' } })
})

test('a program that is killed has done all of what it said is done, and nothing by halves', async () => {
  hotel.db.close()
  for (let round = 0; round < 5; round += 1) {
    const program = fileURLToPath(new URL('testing/noting-guests.ts', import.meta.url))
    const child = spawn(process.execPath, [program, hotel.file], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = new Promise((resolve) => child.once('exit', resolve))
    let said = 0
    for await (const line of createInterface({ input: child.stdout })) {
      said = Number(line)
      // wherever it is just then: between two writes, or within a commit
      if (said % 40 >= 30 + round) child.kill('SIGKILL')
    }
    await exited
    const db = openStore({ file: hotel.file })
    const one = (sql: string): unknown => db.prepare(sql).pluck().get()
    const ops = Number(one('select count(*) from outbox'))
    expect(ops).toBeGreaterThanOrEqual(said)
    expect(one('select max(seq) from outbox')).toBe(ops)
    expect(one('select count(*) from customers')).toBe(ops)
    // one for each guest, and one each time that the room's state really changed
    expect(one('select count(*) from audit_logs')).toBe(
      one(`select sum(json_array_length(writes)) from outbox`),
    )
    expect(one(`select count(*) from audit_logs where table_name = 'customers'`)).toBe(ops)
    expect(one('pragma integrity_check')).toBe('ok')
    db.close()
  }
})
