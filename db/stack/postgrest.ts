import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { postgrestBinary } from './binaries.ts'
import { startChild } from './child.ts'
import type { Child } from './child.ts'
import { findFreePort } from './ports.ts'

export interface PostgrestOptions {
  readonly dir: string
  readonly databaseUrl: string
  /** Public keys that a token may be signed with. */
  readonly jwks: unknown
}

/** Starts PostgREST, hands it to `own` at once, with the settings a hosted project has, and waits until it has read the schema. Returns its address. */
export async function startPostgrest(
  options: PostgrestOptions,
  own: (child: Child) => void,
): Promise<string> {
  const port = await findFreePort()
  const adminPort = await findFreePort()
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
      PGRST_DB_POOL: '12',
      PGRST_DB_POOL_ACQUISITION_TIMEOUT: '10',
      PGRST_JWT_SECRET: JSON.stringify(options.jwks),
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
      PGRST_ADMIN_SERVER_PORT: String(adminPort),
      PGRST_LOG_LEVEL: 'error',
    },
    logFile: join(options.dir, 'logs', 'postgrest.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
  })
  own(child)
  for (;;) {
    if (await isReady(`http://127.0.0.1:${adminPort}/ready`)) break
    if (child.hasEnded()) throw new Error(`PostgREST stopped at once:\n${child.lastWords()}`)
    await sleep(20)
  }
  return `http://127.0.0.1:${port}`
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
