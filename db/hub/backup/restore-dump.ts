import pg from 'pg'

import type { Log } from '../log.ts'
import type { ClientTools } from './client-tools.ts'
import type { AppKey } from './keys.ts'
import { putKeys } from './keys.ts'

export interface RestoreDumpOptions {
  /** As the superuser of a cluster that has the roles, which every cluster has that the migrations were applied to. */
  readonly adminUrl: string
  readonly tools: ClientTools
  readonly dump: string
  /** What the dump leaves out on purpose; without them what is encrypted stays closed. */
  readonly keys: readonly AppKey[]
  readonly log: Log
}

/** Puts a dump in the place of a database, and tells every terminal to mirror afresh. */
export async function restoreDump(options: RestoreDumpOptions): Promise<void> {
  const { adminUrl, tools, log } = options
  const elsewhere = new URL(adminUrl)
  elsewhere.pathname = '/template1'
  await tools.run(
    'pg_restore',
    [
      '--clean',
      '--if-exists',
      '--create',
      '--exit-on-error',
      '--no-password',
      '--dbname=template1',
      options.dump,
    ],
    elsewhere.href,
    // two thousand statements, each its own transaction; one that is cut off is run again from its beginning
    '-c synchronous_commit=off',
  )
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('begin')
    await putKeys(client, options.keys)
    await client.query('select sync.renew_epoch()')
    await client.query('commit')
    // a loaded table has no statistics, and the first hours would be slow without
    await client.query('analyze')
  } finally {
    await client.end()
  }
  log(`backup: restored file=${options.dump} keys=${options.keys.length}`)
}
