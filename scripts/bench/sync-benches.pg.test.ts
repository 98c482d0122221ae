import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestStack } from '../../db/stack/testing.ts'
import { measureDelta } from './delta.ts'
import { measureMirror } from './mirror.ts'
import { measurePush } from './push.ts'
import { localPeers } from './local-peers/measure-peers.ts'
import type { BenchReport } from './report.ts'

let stack: Awaited<ReturnType<typeof startTestStack>>

beforeAll(async () => {
  stack = await startTestStack()
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  await client.query(`insert into public.business_days (business_date) values ('2026-08-13')`)
  await client.query(
    `insert into public.room_types (name, code, base_rate) values ('Double', 'DBL', 100), ('Suite', 'SUI', 250)`,
  )
  await client.query(
    `insert into public.rooms (room_number, room_type_id, floor, housekeeping_status)
     select (case code when 'DBL' then 100 else 200 end + number)::text, id, 1, 'inspected'
     from public.room_types, generate_series(1, 5) as number`,
  )
  await client.end()
})
afterAll(() => stack.stop())

const silent = (): void => {}

/** Nothing is said about how large they are: a test's machine does other things meanwhile. */
function expectRatios({ ratios, figures }: BenchReport, names: readonly string[]): void {
  expect(Object.keys(ratios)).toEqual(names)
  for (const { value, limit } of Object.values(ratios)) {
    expect(value).toBeGreaterThan(0)
    expect(limit).toBeGreaterThan(0)
  }
  expect(
    Object.values(figures).every((figure) => typeof figure === 'string' || Number.isFinite(figure)),
  ).toBe(true)
}

test('the bench of pushing sets drained commands beside plain inserts, and a click beside the peers', async () => {
  const report = await measurePush(stack, join(stack.dir, 'push'), { stays: 2, peers: localPeers }, silent)
  expect(report.figures).toMatchObject({ 'commands drained': 8 })
  expectRatios(report, [
    'drain over plain inserts of its rows',
    'a stay sold over a bare transaction',
    'a stay sold over its rows written by PowerSync, as shipped',
    'a stay sold over its rows written by PowerSync, durable',
    'a stay sold over its rows written by PouchDB',
  ])
})

test('the bench of deltas sets a stay that comes over beside a question and a commit', async () => {
  const report = await measureDelta(stack, join(stack.dir, 'delta'), { deltas: 2, idlePulls: 3 }, silent)
  expect(report.figures).toMatchObject({ stays: 2 })
  expectRatios(report, [
    'from click to the other’s disk over a question and a commit',
    'pull of nothing over a question',
  ])
})

test('the bench of the first mirror sets it beside bare inserts and the peers, which keep all rows they are given', async () => {
  const report = await measureMirror(
    stack,
    join(stack.dir, 'mirror'),
    { peerRows: 60, peers: localPeers },
    silent,
  )
  expectRatios(report, [
    'first mirror over COPY and bare insert',
    'a row mirrored over one stored by PowerSync, as shipped',
    'a row mirrored over one stored by PowerSync, durable',
    'a row mirrored over one stored by PouchDB',
  ])
})

test('a peer that does not run here is passed over aloud, and the bench goes on', async () => {
  const lame = {
    name: 'Lame',
    acknowledged: 'on the disk',
    open: () => Promise.reject(new Error('no core')),
  } as const
  const said: string[] = []
  const report = await measureMirror(
    stack,
    join(stack.dir, 'lame'),
    { peerRows: 10, peers: [lame] },
    (line) => said.push(line),
  )
  expect(said).toContain('bench: Lame is passed over: no core')
  expect(report.figures).toMatchObject({
    'Lame: rows stored a second (on the disk)': 'not measured: no core',
  })
  expectRatios(report, ['first mirror over COPY and bare insert'])
})
