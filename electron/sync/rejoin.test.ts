import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { ok } from '../../shared/kernel/result.ts'
import { envelope } from '../../shared/protocol/envelope.ts'
import { chainHash, firstHash } from '../outbox/envelope.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { findOpOfRequest } from '../outbox/outbox-rows.ts'
import { pruneOps } from '../outbox/prune-ops.ts'
import { runCommand } from '../outbox/run-command.ts'
import { deskAt, noteGuest, openSmallHotel, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import { readSyncState } from '../store/sync-state.ts'
import { takeOps } from './outgoing.ts'
import type { Rerun } from './rebase.ts'
import { rejoin } from './rejoin.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
})
afterEach(() => hotel.throwAway())

const desk = deskAt({ now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 0 })
const newId = '00000000-0000-7000-8000-0000000000a2'
const noteAgain: Rerun = (tx, _name, args, context) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one command of this test wrote them
  noteGuest.run(tx, args as never, context)

function note(fullName: string, requestId = v7()): string {
  const done = runCommand(
    hotel.db,
    noteGuest,
    { fullName, dirty: fullName.length % 2 === 0 },
    desk,
    requestId,
  )
  if (!done.ok) throw new Error(done.error.code)
  return done.value.opId
}

const join = (keep: () => void = () => undefined, rerun: Rerun = noteAgain) =>
  rejoin({
    db: hotel.db,
    remote: {
      enrolAgain: () =>
        Promise.resolve(ok({ terminalId: newId, series: 'B', email: 'terminal@terminals.invalid', keep })),
    },
    rerun,
  })

test('what was on its way is queued again from the first place, under the same ids and another name', async () => {
  const done = note('Ada')
  const requestId = v7()
  const waiting = [note('Grace', requestId), note('Edsger')]
  saveResult(
    hotel.db,
    { seq: 1, opId: done, status: 'applied', reason: null, detail: {}, order: 1 },
    '2026-08-13T14:01:00.000Z',
  )
  takeOps(hotel.db, 1, '2026-08-13T14:01:00.000Z')
  let kept = 0
  expect(await join(() => (kept += 1))).toEqual(ok(null))
  expect(kept).toBe(1)
  const ops = hotel.db
    .prepare<[], { seq: number; op_id: string; body: string; hash: string; sent_at: null; series: string }>(
      'select seq, op_id, body, hash, sent_at, series from outbox order by seq',
    )
    .all()
  expect(ops.map(({ seq, op_id: id }) => [seq, id])).toEqual(waiting.map((id, index) => [index + 1, id]))
  let prevHash = firstHash
  for (const op of ops) {
    expect(envelope.parse(JSON.parse(op.body))).toMatchObject({ seq: op.seq, opId: op.op_id, prevHash })
    expect(op.hash).toBe(chainHash(prevHash, op.body))
    expect([op.sent_at, op.series]).toEqual([null, 'A'])
    prevHash = op.hash
  }
  expect([readSyncState(hotel.db, 'terminal_id'), readSyncState(hotel.db, 'series')]).toEqual([newId, 'B'])
  // the guest of the command that the server has stays until its rows come: others may hang on it
  expect(hotel.db.prepare('select full_name from customers order by 1').pluck().all()).toEqual([
    'Ada',
    'Edsger',
    'Grace',
  ])
  expect(findOpOfRequest(hotel.db, requestId)?.opId).toBe(waiting[0])
  expect(hotel.db.prepare('select op_id from retired_ops').pluck().all()).toEqual([done])
  // nobody asks for it under that name again, and what it says of guests goes when the rest goes
  expect(pruneOps(hotel.db, '2026-12-13T14:00:00.000Z')).toBe(1)
  expect(hotel.db.prepare('select count(*) from retired_ops').pluck().get()).toBe(0)
})

test('a payment’s code that the other copy may be bringing too is told apart before anybody has it', async () => {
  const paid: Rerun = (tx, _name, _args, context) => {
    tx.insert('payments', {
      id: context.ids.fresh(),
      payment_code: 'P-A00001-K',
      amount: 100,
      payment_method: 'cash',
      suspense_reason: 'unknown_booking',
      business_date: context.businessDate,
      status: 'completed',
    })
    return ok({ subject: 'P-A00001-K', bookingId: null })
  }
  note('Ada')
  expect(await join(undefined, paid)).toEqual(ok(null))
  expect(hotel.db.prepare('select payment_code from payments').pluck().all()).toEqual(['P-A00001-K-B'])
})

test('when it cannot be kept, nothing of it has happened', async () => {
  const opId = note('Ada')
  await expect(
    join(() => {
      throw new Error('the disk is full')
    }),
  ).rejects.toThrow('full')
  expect(readSyncState(hotel.db, 'series')).toBe('A')
  expect(hotel.db.prepare('select seq, op_id from outbox').all()).toEqual([{ seq: 1, op_id: opId }])
})
