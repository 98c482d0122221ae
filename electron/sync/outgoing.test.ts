import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { listQuarantined } from '../store/reads/commands.ts'
import { takeOps } from './outgoing.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { pruneOps } from '../outbox/prune-ops.ts'
import { noteFailure } from '../outbox/quarantine.ts'
import { runCommand } from '../outbox/run-command.ts'
import { deskAt, noteGuest, openSmallHotel, type SmallHotel } from '../outbox/testing/small-hotel.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
})
afterEach(() => hotel.throwAway())

const desk = deskAt({ now: () => Date.parse('2026-08-13T14:00:00.000Z'), monotonic: () => 0 })

function note(fullName: string): string {
  const done = runCommand(hotel.db, noteGuest, { fullName, dirty: fullName.length % 2 === 0 }, desk, v7())
  if (!done.ok) throw new Error(done.error.code)
  return done.value.opId
}

function answer(seq: number, opId: string, at: string, status: 'applied' | 'conflict' = 'applied'): void {
  saveResult(hotel.db, { seq, opId, status, reason: null, detail: {}, order: seq }, at)
}

const seqs = (): unknown => hotel.db.prepare('select seq from outbox order by seq').pluck().all()

test('the third time a command fails alone only its hash goes up, and those after it keep their bytes', () => {
  const opId = note('Ada')
  note('Grace')
  const [, after] = takeOps(hotel.db, 50, '2026-08-13T14:01:00.000Z')
  expect([1, 2, 3].map(() => noteFailure(hotel.db, 1, 'too_large'))).toEqual([false, false, true])
  const [left, next] = takeOps(hotel.db, 50, '2026-08-13T14:02:00.000Z')
  expect(left).toMatchObject({
    seq: 1,
    quarantined: { opId, name: 'test.noteGuest', reason: 'too_large' },
  })
  expect(left).not.toHaveProperty('body')
  expect(next).toEqual(after)
  expect(listQuarantined(hotel.db)).toMatchObject([{ opId, subject: 'Ada' }])
})

test('what the server has had for thirty days is let go of, and nothing that is still needed', () => {
  const ids = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Alan'].map(note)
  const long = '2026-06-01T00:00:00.000Z'
  answer(1, ids[0] ?? '', long)
  answer(2, ids[1] ?? '', long, 'conflict')
  answer(3, ids[2] ?? '', '2026-08-01T00:00:00.000Z')
  answer(4, ids[3] ?? '', long)
  expect(pruneOps(hotel.db, '2026-08-13T14:00:00.000Z')).toBe(2)
  expect(seqs()).toEqual([2, 3, 5])
  answer(5, ids[4] ?? '', long)
  // the last is what the next one follows
  expect(pruneOps(hotel.db, '2026-12-13T14:00:00.000Z')).toBe(1)
  expect(seqs()).toEqual([2, 5])
})
