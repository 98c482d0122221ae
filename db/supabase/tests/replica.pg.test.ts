import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { clusterOf } from '../../stack/cluster.ts'
import { type Database, startDatabase } from '../../stack/start-database.ts'
import { copyTemplate } from '../../stack/test-template.ts'
import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addGuest, buildHotel, type Hotel } from './support/hotel.ts'
import { actAs, enrolTerminal, type TestTerminal } from './support/terminal.ts'

// A standby that streams from the primary: a copy of the same cluster, told where to hear what has changed.
let primary: TestDatabase
let standby: Database
let standbyDir: string
let hotel: Hotel
let terminal: TestTerminal
const sessions: Session[] = []
beforeAll(async () => {
  primary = await openTestDatabase()
  standbyDir = await copyTemplate('schema')
  const cluster = clusterOf(standbyDir)
  writeFileSync(join(cluster, 'standby.signal'), '')
  appendFileSync(
    join(cluster, 'postgresql.auto.conf'),
    `\nprimary_conninfo = '${primary.adminUrl}&application_name=standby'\n`,
  )
  standby = await startDatabase({ dir: standbyDir, durable: false, migrate: false })
  hotel = await buildHotel(primary)
  terminal = await enrolTerminal(primary)
})
afterAll(async () => {
  await Promise.all(sessions.map((session) => session.close()))
  await standby.stop()
  await primary.stop()
  rmSync(standbyDir, { recursive: true, force: true })
})

const asks = {
  sync_hello: 'select public.sync_hello(1)',
  sync_pull: `select public.sync_pull(pg_current_snapshot()::text)`,
  sync_snapshot: `select public.sync_snapshot('rooms')`,
  sync_snapshot_today: 'select public.sync_snapshot_today()',
  sync_push: `select public.sync_push('[]')`,
}

/** A connection to the standby; as somebody, where one is named. */
async function atStandby(userId: string | null): Promise<Session> {
  const session = await primary.connect(standby.databaseUrl)
  sessions.push(session)
  if (userId !== null) await actAs(session, userId)
  return session
}

async function caughtUp(): Promise<void> {
  // a test's server does not wait for its log; this one commit does, and for all before it
  await primary.rows('set synchronous_commit = on')
  await primary.rows('update sync.state set tombstones_from = tombstones_from')
  const written = await primary.value('select pg_current_wal_lsn()')
  const reader = await atStandby(null)
  await expect
    .poll(() => reader.value('select pg_last_wal_replay_lsn() >= $1::pg_lsn', [written]), { timeout: 30_000 })
    .toBe(true)
}

test('the standby hears what the primary writes, and answers whoever only reads', async () => {
  const guest = await addGuest(primary, 'Ada Streamed')
  await caughtUp()
  const clerk = await atStandby(hotel.staff.front_desk)
  expect(await clerk.value('select full_name from public.customers where id = $1', [guest])).toBe(
    'Ada Streamed',
  )
  expect(await clerk.value('select count(*)::int from public.room_availability')).toBe(5)
  expect(
    await primary.value(`select state from pg_stat_replication where application_name = 'standby'`),
  ).toBe('streaming')
})

test.each(Object.entries(asks))(
  '%s is refused there: a terminal must not follow a server that lags',
  async (_name, ask) => {
    await caughtUp()
    const device = await atStandby(terminal.userId)
    expect(await sqlStateOf(device.rows(ask))).toBe('57P03')
    expect(await sqlStateOf(terminal.session.rows(ask))).toBe(null)
  },
)

test('nobody joins the hotel there', async () => {
  const code = await primary.value('select public.sync_new_enrolment_code()')
  await caughtUp()
  const stranger = await atStandby(null)
  await stranger.rows('set role anon')
  expect(
    await sqlStateOf(stranger.rows('select public.sync_enrol($1, $2, $3)', [code, 'Desk', 'x'.repeat(40)])),
  ).toBe('57P03')
})

test('once it takes the primary’s place it answers, under another epoch: every terminal mirrors afresh', async () => {
  const before = await primary.value('select sync.epoch()')
  await caughtUp()
  const owner = await primary.connect(standby.adminUrl)
  sessions.push(owner)
  expect(await owner.value('select pg_promote()')).toBe(true)
  const device = await atStandby(terminal.userId)
  expect(await sqlStateOf(device.rows(asks.sync_hello))).toBe(null)
  expect(await owner.value('select sync.epoch()')).not.toBe(before)
  expect(await primary.value('select sync.epoch()')).toBe(before)
})
