import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { postgrestBinary } from './binaries.ts'
import { startChild } from './child.ts'
import type { Child } from './child.ts'
import type { Log } from '../hub/log.ts'
import { poolSize } from '../hub/pool.ts'
import type { HeldDirectory } from './hold-directory.ts'
import { keepAlive } from './keep-alive.ts'
import { findFreePort } from './ports.ts'

export interface PostgrestOptions {
  readonly databaseUrl: string
  /** Public keys that a token may be signed with. */
  readonly jwks: unknown
  readonly log: Log
}

/** Starts PostgREST with the settings a hosted project has, waits until it has read the schema, and returns its address. */
export async function startPostgrest(held: HeldDirectory, options: PostgrestOptions): Promise<string> {
  const ports = { server: await findFreePort(), admin: await findFreePort() }
  const start = async (): Promise<Child> => await startOnce(held, options, ports)
  keepAlive(held, await start(), start, options.log)
  return `http://127.0.0.1:${ports.server}`
}

async function startOnce(
  held: HeldDirectory,
  options: PostgrestOptions,
  ports: { readonly server: number; readonly admin: number },
): Promise<Child> {
  const child = await startChild({
    name: 'PostgREST',
    program: postgrestBinary(),
    args: [],
    env: {
      PGRST_DB_URI: options.databaseUrl,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_EXTRA_SEARCH_PATH: 'public, extensions',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      // no overflow: the next one waits, and then gets PGRST003
      PGRST_DB_POOL: String(poolSize),
      PGRST_DB_POOL_ACQUISITION_TIMEOUT: '10',
      PGRST_JWT_SECRET: JSON.stringify(options.jwks),
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(ports.server),
      PGRST_ADMIN_SERVER_PORT: String(ports.admin),
      PGRST_LOG_LEVEL: 'error',
    },
    logFile: join(held.dir, 'logs', 'postgrest.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
  })
  held.own(child)
  while (!(await isReady(`http://127.0.0.1:${ports.admin}/ready`))) {
    if (child.hasEnded()) throw new Error(`PostgREST stopped at once:\n${child.lastWords()}`)
    await sleep(20)
  }
  return child
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
