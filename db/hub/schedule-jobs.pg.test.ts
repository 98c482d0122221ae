import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { openTestDatabase, type TestDatabase } from '../supabase/tests/support/database.ts'
import { buildHotel, type Hotel } from '../supabase/tests/support/hotel.ts'
import { actAs } from '../supabase/tests/support/terminal.ts'
import { jobNames } from './jobs.ts'
import { type Schedule, scheduleJobs } from './schedule-jobs.ts'

let db: TestDatabase
let hotel: Hotel
const schedules: Schedule[] = []
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterEach(async () => {
  for (const schedule of schedules.splice(0)) await schedule.close()
})
afterAll(async () => await db.stop())

/** A hub whose five minutes are over when the test says so. */
function hub(databaseUrl = db.url) {
  const lines: string[] = []
  const looks: (() => void)[] = []
  let waiting = Promise.withResolvers<void>()
  const schedule = scheduleJobs({
    databaseUrl,
    log: (line) => lines.push(line),
    wait: async (signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => reject(new Error('stopped')))
      looks.push(resolve)
      waiting.resolve()
      await promise
    },
  })
  schedules.push(schedule)
  return {
    lines,
    schedule,
    /** Lets five minutes pass and waits until what was due is done. */
    async pass() {
      await waiting.promise
      waiting = Promise.withResolvers<void>()
      looks.shift()?.()
      await waiting.promise
    },
  }
}

const allDue = async () => await db.rows(`update app.jobs set started_at = null, error = null, failures = 0`)
const doneBy = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('jobs: done')).map((line) => /name=(\S+)/.exec(line)?.[1] ?? '')

test('what is due is done at the next look, and not before; what was done waits for its time', async () => {
  await allDue()
  const one = hub()
  expect(one.lines).toEqual([])
  await one.pass()
  expect(doneBy(one.lines).toSorted()).toEqual([...jobNames].toSorted())
  await one.pass()
  expect(one.lines).toHaveLength(jobNames.length)
  await db.rows(`update app.jobs set started_at = clock_timestamp() - every where name = 'expire_holds'`)
  await one.pass()
  expect(doneBy(one.lines).slice(jobNames.length)).toEqual(['expire_holds'])
})

test('two hubs that look at once do each job once between them', async () => {
  for (let round = 0; round < 5; round += 1) {
    await allDue()
    const [one, other] = [hub(), hub()]
    await Promise.all([one.pass(), other.pass()])
    expect([...doneBy(one.lines), ...doneBy(other.lines)].toSorted()).toEqual([...jobNames].toSorted())
    await Promise.all(schedules.splice(0).map((schedule) => schedule.close()))
  }
})

test('a job that fails is logged by its code, shown to a manager, and keeps no other from being done', async () => {
  await db.rows(`alter materialized view public.monthly_occupancy rename to monthly_occupancy_away`)
  await allDue()
  const one = hub()
  await one.pass()
  expect(one.lines).toContain('jobs: failed name=refresh_months code=42P01')
  expect(doneBy(one.lines)).toHaveLength(jobNames.length - 1)

  const manager = await db.connect()
  await actAs(manager, hotel.staff.manager)
  const failing = async () =>
    await manager.rows(`select name, error, failures from public.monitor_jobs() where failures > 0`)
  expect(await failing()).toEqual([{ name: 'refresh_months', error: '42P01', failures: 1 }])
  await db.rows(`update app.jobs set started_at = null where name = 'refresh_months'`)
  await one.pass()
  expect(await failing()).toEqual([{ name: 'refresh_months', error: '42P01', failures: 2 }])

  await db.rows(`alter materialized view public.monthly_occupancy_away rename to monthly_occupancy`)
  await db.rows(`update app.jobs set started_at = null where name = 'refresh_months'`)
  await one.pass()
  expect(await failing()).toEqual([])
})

test('a job waits ten seconds for a lock and no longer, so that no desk queues behind it', async () => {
  await db.rows(`update app.jobs set started_at = clock_timestamp()`)
  await db.rows(`update app.jobs set started_at = null where name = 'expire_holds'`)
  const reader = await db.connect()
  await reader.rows('begin')
  await reader.rows('lock table public.bookings in access exclusive mode')
  const one = hub()
  await one.pass()
  expect(one.lines).toEqual(['jobs: failed name=expire_holds code=55P03'])
  await reader.rows('rollback')
})

test('a database that is away is said so, and looked for again', async () => {
  const one = hub(db.url.replace(/:\d+\//, ':1/'))
  await one.pass()
  await one.pass()
  expect(one.lines).toHaveLength(2)
  expect(one.lines[0]).toContain('jobs: the database was not reached')
})
