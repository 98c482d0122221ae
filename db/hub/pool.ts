import pg from 'pg'

import type { Log } from './log.ts'

/** The design's pool: this many connections, and no overflow. */
export const poolSize = 20
/** How long whoever finds all of them in use waits for one, before being told so. */
const waitMs = 5_000

/** The hub's connections. One is opened when it is needed, and closed when nobody needed it for ten seconds. */
export function createPool(databaseUrl: string, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, connectionTimeoutMillis: waitMs })
  pool.on('error', (error) => log(`hub: database connection lost reason=${error.message}`))
  return pool
}

/** Whether this is what the pool says to whoever waited in vain; it has no code for it. */
export function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect'
}
