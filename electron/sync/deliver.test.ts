import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { err, ok } from '../../shared/kernel/result.ts'
import { runCommand } from '../outbox/run-command.ts'
import { deskAt, noteGuest, openSmallHotel, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import type { Remote } from '../remote/remote.ts'
import { countQuarantined } from '../store/reads/commands.ts'
import { deliverQuarantined } from './deliver.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
  for (const fullName of ['Ada', 'Grace'])
    runCommand(hotel.db, noteGuest, { fullName, dirty: true }, desk, v7())
  hotel.db
    .prepare(`update outbox set quarantine = 'too_large', state = 'acked', status = 'refused', acked_at = ?`)
    .run('2026-08-13T14:00:00.000Z')
})
afterEach(() => hotel.throwAway())

const desk = deskAt({ now: () => Date.parse('2026-08-13T13:00:00.000Z'), monotonic: () => 0 })

function deliver(at: string, now: boolean, answer: Remote['deliverQuarantined'], asked: number[] = []) {
  const remote: Pick<Remote, 'deliverQuarantined'> = {
    deliverQuarantined: (seq, body) => {
      asked.push(seq)
      return answer(seq, body)
    },
  }
  return deliverQuarantined({ db: hotel.db, remote, at: () => at }, { now })
}

const taken: Remote['deliverQuarantined'] = () => Promise.resolve(ok({ matches: true }))

test('by itself it is tried after a day, and then a day after that; at once when somebody wants it', async () => {
  const asked: number[] = []
  const tooLarge: Remote['deliverQuarantined'] = () => Promise.resolve(err({ code: 'too_large' }))
  await deliver('2026-08-14T13:59:00.000Z', false, tooLarge, asked)
  expect(asked).toEqual([])
  await deliver('2026-08-14T14:01:00.000Z', false, tooLarge, asked)
  await deliver('2026-08-15T13:00:00.000Z', false, tooLarge, asked)
  expect(asked).toEqual([1, 2])
  expect(await deliver('2026-08-15T13:00:00.000Z', true, taken, asked)).toEqual(ok(2))
  expect(asked).toEqual([1, 2, 1, 2])
  expect(countQuarantined(hotel.db)).toBe(0)
})

test('one that still cannot be carried, or is not what the server waits for, keeps none of the others back', async () => {
  const at = '2026-08-13T15:00:00.000Z'
  const second: Remote['deliverQuarantined'] = (seq) =>
    Promise.resolve(seq === 1 ? err({ code: 'too_large' }) : ok({ matches: true }))
  expect(await deliver(at, true, second)).toEqual(ok(1))
  expect(await deliver(at, true, () => Promise.resolve(ok({ matches: false })))).toEqual(ok(0))
  expect(countQuarantined(hotel.db)).toBe(1)
})

test('without a line it is left for later', async () => {
  const at = '2026-08-13T15:00:00.000Z'
  expect(await deliver(at, true, () => Promise.resolve(err({ code: 'unreachable' })))).toEqual(
    err({ code: 'unreachable' }),
  )
  expect(countQuarantined(hotel.db)).toBe(2)
})
