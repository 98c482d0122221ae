import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { dueJobs, runJob } from './jobs.ts'
import { messageOf } from './log.ts'
import type { Log } from './log.ts'

export interface ScheduleOptions {
  /** As the owner of the schema, whom alone the jobs obey. */
  readonly databaseUrl: string
  readonly log: Log
  /** Waits until the next look; ends early, by throwing, when the signal says so. */
  readonly wait?: (signal: AbortSignal) => Promise<void>
}

export interface Schedule {
  /** Ends when what is being done is done: a job that is cut off is none. */
  close(): Promise<void>
}

const lookEveryMs = 5 * 60_000
/** A job must not make the desks queue behind it while it waits for a lock of its own. */
const lockWaitMs = 10_000

/**
 * Looks every five minutes which jobs are due, and does them one after the other. Several hubs may look at one database:
 * each job is taken by one of them. One that fails is logged, told by `monitor_jobs`, and due again in its time.
 */
export function scheduleJobs(options: ScheduleOptions): Schedule {
  const { databaseUrl, log, wait = waitForNextLook } = options
  const stopping = new AbortController()
  const running = run()

  async function run(): Promise<void> {
    for (;;) {
      try {
        await wait(stopping.signal)
      } catch {
        return
      }
      await doWhatIsDue(databaseUrl, log, stopping.signal).catch((error: unknown) =>
        log(`jobs: the database was not reached reason="${messageOf(error)}"`),
      )
    }
  }

  return {
    async close() {
      stopping.abort()
      await running
    },
  }
}

async function waitForNextLook(signal: AbortSignal): Promise<void> {
  await sleep(lookEveryMs, undefined, { signal, ref: false })
}

async function doWhatIsDue(databaseUrl: string, log: Log, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'front-desk-jobs' })
  // a connection that is lost fails the job in hand, not the program
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`set lock_timeout = ${lockWaitMs}`)
    for (const name of await dueJobs(client)) {
      if (signal.aborted) return
      // it has logged its failure itself, and the next job has nothing to do with it
      await runJob(client, name, log, 'if due').catch(() => {})
    }
  } finally {
    await client.end().catch(() => {})
  }
}
