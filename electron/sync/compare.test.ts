import { afterEach, beforeEach, expect, test } from 'vitest'
import { err, ok } from '../../shared/kernel/result.ts'
import type { DigestReply, SnapshotPage } from '../../shared/protocol/pull.ts'
import { openSmallHotel, roomId, type SmallHotel } from '../outbox/testing/small-hotel.ts'
import { columnsOf } from '../store/codec.ts'
import { writeSyncState } from '../store/sync-state.ts'
import { compareSome, type CompareDeps } from './compare.ts'
import { mirrorOn } from './first-mirror.ts'
import { writeServerTables } from './state.ts'

let hotel: SmallHotel
beforeEach(() => {
  hotel = openSmallHotel()
  const columns = columnsOf('rooms').map((column) => column.name)
  writeServerTables(hotel.db, [{ name: 'rooms', columns, rows: 1 }])
  for (const [key, value] of [
    ['cursor', '1:1:'],
    ['epoch', 'e'],
    ['scope', 's'],
  ] as const)
    writeSyncState(hotel.db, key, value)
})
afterEach(() => hotel.throwAway())

const head = { epoch: 'e', scope: 's' }
const lost = err({ code: 'bad_reply' } as const)
const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** More questions than these nobody asks who is not led round in circles. */
const patience = 20

function serverOf(answers: {
  readonly digest: (asked: number) => Pick<DigestReply, 'chunks' | 'after'>
  readonly snapshot?: (asked: number) => Pick<SnapshotPage, 'rows' | 'after'>
}): Pick<CompareDeps, 'remote' | 'db' | 'pageRows' | 'shouldYield'> {
  let asked = 0
  const count = (): number => {
    asked += 1
    if (asked > patience) throw new Error('asked for ever')
    return asked
  }
  const snapshot = answers.snapshot ?? (() => ({ rows: {}, after: null }))
  return {
    db: hotel.db,
    pageRows: 10,
    shouldYield: () => false,
    remote: {
      digest: () => Promise.resolve(ok({ ...head, ...answers.digest(count()), more: [] })),
      snapshot: () => Promise.resolve(ok({ ...head, snapshot: '1:1:', ...snapshot(count()) })),
    },
  }
}

const differing: DigestReply['chunks'] = [
  { from: null, to: null, count: 7, hash: '0'.repeat(32), changed: [] },
]

test('a comparison that goes on from where it was is no answer, nor one of nothing that goes on', async () => {
  const same = serverOf({ digest: () => ({ chunks: differing, after: roomId }) })
  expect(await compareSome(same)).toEqual(lost)
  const empty = serverOf({ digest: (asked) => ({ chunks: [], after: idOf(asked) }) })
  expect(await compareSome(empty)).toEqual(lost)
})

test('of a range whose pages do not lead on nothing is put right: what was not fetched is not gone', async () => {
  const server = serverOf({
    digest: () => ({ chunks: differing, after: null }),
    snapshot: () => ({ rows: { rooms: [] }, after: roomId }),
  })
  expect(await compareSome(server)).toEqual(lost)
})

test('a first mirror does not follow pages without rows that go on for ever', async () => {
  const { db, remote, pageRows, shouldYield } = serverOf({
    digest: () => ({ chunks: [], after: null }),
    snapshot: (asked) => ({ rows: { rooms: [] }, after: idOf(asked) }),
  })
  const snapshotToday = () => Promise.resolve(ok({ ...head, snapshot: '1:1:', rows: {}, after: null }))
  expect(
    await mirrorOn({ db, remote: { ...remote, snapshotToday }, pageRows, shouldYield, onPage: () => {} }),
  ).toEqual(lost)
})
