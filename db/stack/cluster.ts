import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { PostgresBinaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

const run = promisify(execFile)

export interface ClusterOptions {
  /** The folder of the whole stack; the cluster is in `postgres` below it. */
  readonly dir: string
  readonly binaries: PostgresBinaries
  readonly runAs: RunAs
  readonly adminPassword: string
  /** Tests give up safety against power loss for speed. Nothing else may. */
  readonly durable: boolean
  /** A folder that the write-ahead log is kept in, for a return to any moment; null keeps none. */
  readonly archiveTo: string | null
}

export function clusterOf(dir: string): string {
  return join(dir, 'postgres')
}

/** Runs one of Postgres's programs as the user that Postgres runs as, until it is done. */
export async function runToEnd(as: RunAs, program: string, args: readonly string[]): Promise<void> {
  const [command, all] = as.command(program, args)
  await run(command, [...all], {
    // Where we are may be closed to that user.
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    ...(as.uid === undefined ? {} : { uid: as.uid }),
    ...(as.gid === undefined ? {} : { gid: as.gid }),
  })
}
