import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { err, ok } from '../../shared/kernel/result.ts'
import type { SalvageReply } from '../../shared/protocol/pull.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { runCommand } from '../outbox/run-command.ts'
import { deskAt, noteGuest, openSmallHotel, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import type { Answer, OutgoingOp } from '../remote/remote.ts'
import { readSyncState } from '../store/sync-state.ts'
import { handIn } from './leave.ts'
import { pendingAfter } from './outgoing.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
})
afterEach(() => hotel.throwAway())

const desk = deskAt({ now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 0 })
const at = () => '2026-08-13T14:01:00.000Z'

function note(fullName: string): void {
  expect(runCommand(hotel.db, noteGuest, { fullName, dirty: fullName.length % 2 === 0 }, desk, v7()).ok).toBe(
    true,
  )
}

const opIdOf = (seq: number): string =>
  hotel.db.prepare<[number], string>('select op_id from outbox where seq = ?').pluck().get(seq) ?? ''
const resultOf = (seq: number) => ({
  seq,
  opId: opIdOf(seq),
  status: 'refused' as const,
  reason: 'revoked' as const,
  detail: {},
  order: seq,
})
const taken = (ops: readonly OutgoingOp[], wipe: boolean): Answer<SalvageReply> =>
  ok({ lastSeq: ops.at(-1)?.seq ?? 0, results: ops.map(({ seq }) => resultOf(seq)), wipe })

const leaveTo = (answer: (ops: readonly OutgoingOp[], done: boolean) => Answer<SalvageReply>, limit = 50) =>
  handIn({ db: hotel.db, remote: { salvage: (ops, done) => Promise.resolve(answer(ops, done)) }, limit, at })

const guestsHere = (): unknown => hotel.db.prepare('select count(*) from customers').pluck().get()

test('the disk is wiped when the last of the work is known to be taken, and not before', async () => {
  for (const name of ['Ada', 'Grace', 'Edsger']) note(name)
  const dones: boolean[] = []
  const door = (ops: readonly OutgoingOp[], done: boolean) => {
    dones.push(done)
    return taken(ops, done)
  }
  expect(await leaveTo(door, 2)).toEqual(ok({ wiped: false }))
  expect(guestsHere()).toBe(3)
  expect(await leaveTo(door, 2)).toEqual(ok({ wiped: true }))
  expect(dones).toEqual([false, true])
  expect([guestsHere(), readSyncState(hotel.db, 'revoked')]).toEqual([0, '1'])
})

test('a door that says wipe and leaves out a command is not believed', async () => {
  note('Ada')
  note('Grace')
  expect(await leaveTo((ops) => taken(ops.slice(0, 1), true))).toEqual(ok({ wiped: false }))
  expect(await leaveTo(() => taken([], true))).toEqual(err({ code: 'busy' }))
  expect([guestsHere(), pendingAfter(hotel.db, 0)]).toEqual([2, 2])
})

test('what a clerk does while the door answers is handed in as well', async () => {
  note('Ada')
  const end = await leaveTo((ops, done) => {
    note('Grace')
    return taken(ops, done)
  })
  expect(end).toEqual(ok({ wiped: false }))
  expect(await leaveTo((ops, done) => taken(ops, done))).toEqual(ok({ wiped: true }))
})

const gap = err({ code: 'refused', failure: 'seq_gap' } as const)

/** Three commands, two of which the server had answered before it went back to the first. */
function forgottenFrom(kept: number): ReturnType<typeof leaveTo> {
  for (const name of ['Ada', 'Grace', 'Edsger']) note(name)
  for (const seq of [1, 2]) saveResult(hotel.db, resultOf(seq), at())
  return leaveTo((ops) => (ops.length > 0 ? gap : ok({ lastSeq: kept, results: [], wipe: false })))
}

test('what a server that went back in time has forgotten is handed in once more', async () => {
  expect(await forgottenFrom(1)).toEqual(ok({ wiped: false }))
  const seqs: number[] = []
  const end = await leaveTo((ops, done) => {
    seqs.push(...ops.map(({ seq }) => seq))
    return taken(ops, done)
  })
  expect(end).toEqual(ok({ wiped: true }))
  expect(seqs).toEqual([2, 3])
})

test('a server that has forgotten more than is kept here gets the rest under another name', async () => {
  const pruned = forgottenFrom(0)
  hotel.db.exec('delete from outbox_rows where seq = 1; delete from outbox where seq = 1')
  expect(await pruned).toEqual(err({ code: 'refused', failure: 'cloned_terminal' }))
})

test('a server that contradicts itself is asked again later', async () => {
  expect(await forgottenFrom(2)).toEqual(gap)
  expect(guestsHere()).toBe(3)
})
