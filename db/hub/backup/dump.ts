import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Log } from '../log.ts'
import { backupName } from './backup-names.ts'
import type { ClientTools } from './client-tools.ts'
import { servedDumps } from './retention.ts'
import type { Retention } from './retention.ts'

export interface DumpOptions {
  readonly databaseUrl: string
  readonly tools: ClientTools
  /** The folder of the dumps. */
  readonly to: string
  readonly at: Date
  readonly keep: Retention
  readonly log: Log
}

/**
 * Dumps the whole database into a file of its own, and lets go of dumps that have served. What is encrypted stays so:
 * the keys are not in it. A dump has its name only when it is whole and can be read.
 */
export async function dumpDatabase(options: DumpOptions): Promise<string> {
  const { tools, to, log } = options
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const path = join(to, backupName('dump', options.at))
  const draft = `${path}.part`
  try {
    await tools.run(
      'pg_dump',
      ['--format=custom', '--exclude-table-data=private.app_keys', '--no-password', `--file=${draft}`],
      options.databaseUrl,
    )
    chmodSync(draft, 0o600)
    await tools.run('pg_restore', ['--list', draft])
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
  log(`backup: dumped file=${path} bytes=${statSync(path).size}`)
  for (const served of servedDumps(readdirSync(to), options.keep)) {
    rmSync(join(to, served))
    log(`backup: let go of a dump that has served file=${served}`)
  }
  return path
}
