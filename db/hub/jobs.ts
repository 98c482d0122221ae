import type { ClientBase } from 'pg'

import { verifyChains } from './audit/verify-chains.ts'
import type { Log } from './log.ts'

/** The work that keeps a database well, by name; `app.jobs` has how often each is due and how it ended. */
export const jobNames = [
  'expire_holds',
  'refresh_rooms',
  'refresh_months',
  'archive_stays',
  'archive_years',
  'prune_tombstones',
  'verify_chains',
  'analyze',
  'vacuum',
  'reindex',
] as const
export type JobName = (typeof jobNames)[number]

export function isJobName(name: string): name is JobName {
  return jobNames.some((known) => known === name)
}

export interface JobEnd {
  readonly name: JobName
  /** Rows, stays, years or tables, as the job counts; null when somebody else is at it, or was just now. */
  readonly outcome: number | null
}

/** Those that change most, by the day's work. */
const busyTables = [
  'public.bookings',
  'public.booking_nights',
  'public.transactions',
  'public.payments',
  'public.rooms',
  'sync.row_versions',
] as const

/** Those that grow by changes in the middle, where an index keeps the room of what is gone. */
const busyIndexes = ['public.idx_bookings_dates', 'sync.row_versions_by_xid'] as const

/**
 * Runs one job to its end, as the schema's owner. Two of the same name never run at once, wherever they are started:
 * the second sees so and does nothing. It needs a connection of its own, and not a transaction: half of them cannot run
 * inside one.
 */
export async function runJob(
  client: ClientBase,
  name: JobName,
  log: Log,
  when: 'now' | 'if due' = 'now',
): Promise<JobEnd> {
  if (!(await lock(client, name))) {
    log(`jobs: somebody else is at it name=${name}`)
    return { name, outcome: null }
  }
  try {
    // asked under the lock: it may have been done between the question and now
    if (when === 'if due' && !(await dueJobs(client)).includes(name)) return { name, outcome: null }
    await client.query('update app.jobs set started_at = clock_timestamp() where name = $1', [name])
    const outcome = await works[name](client, log)
    await client.query(
      `update app.jobs set finished_at = clock_timestamp(), error = null, outcome = $2, failures = 0 where name = $1`,
      [name, outcome],
    )
    log(`jobs: done name=${name} outcome=${outcome}`)
    return { name, outcome }
  } catch (error) {
    // the code alone: a message may quote a row
    await client.query(
      `update app.jobs set finished_at = clock_timestamp(), error = $2, failures = failures + 1 where name = $1`,
      [name, codeOf(error)],
    )
    log(`jobs: failed name=${name} code=${codeOf(error)}`)
    throw error
  } finally {
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [jobLock, name])
  }
}

/** Those whose time has come, the longest overdue first. */
export async function dueJobs(client: ClientBase): Promise<readonly JobName[]> {
  const { rows } = await client.query<{ name: string }>(
    `select j.name from app.jobs j
      where j.started_at is null or j.started_at + j.every <= clock_timestamp()
      order by j.started_at + j.every nulls first, j.every, j.name`,
  )
  return rows.map((row) => row.name).filter(isJobName)
}

/** What each job does; gives how much it did. */
const works: Readonly<Record<JobName, (client: ClientBase, log: Log) => Promise<number>>> = {
  refresh_months: (client) =>
    each(client, ['refresh materialized view concurrently public.monthly_occupancy']),
  analyze: (client) =>
    each(
      client,
      busyTables.map((table) => `analyze ${table}`),
    ),
  vacuum: (client) =>
    each(
      client,
      busyTables.map((table) => `vacuum (analyze) ${table}`),
    ),
  reindex: (client) =>
    each(
      client,
      busyIndexes.map((index) => `reindex index concurrently ${index}`),
    ),
  archive_stays: (client) => inBatches(client, 'archive_stays'),
  expire_holds: (client) => once(client, 'expire_holds'),
  refresh_rooms: (client) => once(client, 'refresh_rooms'),
  archive_years: (client) => once(client, 'archive_years'),
  prune_tombstones: (client) => once(client, 'prune_tombstones'),
  verify_chains: verifyChains,
}

/** Statements that refuse to run inside a transaction, one after the other; gives how many. */
async function each(client: ClientBase, statements: readonly string[]): Promise<number> {
  for (const statement of statements) await client.query(statement)
  return statements.length
}

/** Each batch is a short transaction of its own, so that the desks do not wait for the whole of it. */
async function inBatches(client: ClientBase, name: JobName): Promise<number> {
  let total = 0
  for (;;) {
    const moved = await once(client, name)
    if (moved === 0) return total
    total += moved
  }
}

async function once(client: ClientBase, name: JobName): Promise<number> {
  const { rows } = await client.query<{ outcome: string | null }>('select app.run_job($1) as outcome', [name])
  return Number(rows[0]?.outcome ?? 0)
}

/** Kept by the session and not by a transaction, as half of the jobs cannot run inside one. */
async function lock(client: ClientBase, name: JobName): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as locked',
    [jobLock, name],
  )
  return rows[0]?.locked === true
}

/** Any number, as long as nobody else takes advisory locks under it. */
const jobLock = 0x6a6f62

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}
