import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { clusterOf, runToEnd } from './cluster.ts'
import type { ClusterOptions } from './cluster.ts'
import { findRemembered } from './orphans.ts'
import { isSameProcessRunning } from './process-identity.ts'

/** No system gives this number to a process. */
const nobodysPid = 2_147_483_646

/**
 * Stops a Postgres that a killed stack left running on this cluster, and returns its pid.
 *
 * Postgres notes its pid in the cluster and refuses to start while a process has that number. Where it was killed too,
 * the number may be another program's by now, or that of a dead process that nobody has buried, as in containers. Then
 * the note is made to name nobody. It is not removed: by what else it holds Postgres finds out whether processes that
 * worked for the dead one still use its memory.
 */
export async function stopOrphanedPostgres(options: ClusterOptions): Promise<number | null> {
  const note = join(clusterOf(options.dir), 'postmaster.pid')
  const pid = readPid(note)
  if (pid === null) return null
  if (!isOurs(options.dir, pid)) {
    writeFileSync(note, readFileSync(note, 'utf8').replace(/^\d+/, String(nobodysPid)))
    return null
  }
  await stop(options, 'fast').catch(async () => await stop(options, 'immediate'))
  return pid
}

async function stop(options: ClusterOptions, mode: 'fast' | 'immediate'): Promise<void> {
  const args = [`--pgdata=${clusterOf(options.dir)}`, `--mode=${mode}`, '--timeout=30', '--silent']
  await runToEnd(options.runAs, options.binaries.pgCtl, ['stop', ...args])
}

/** Whether the process of this number is the Postgres of this cluster. */
function isOurs(dir: string, pid: number): boolean {
  const remembered = findRemembered(dir, 'Postgres')
  if (remembered?.pid === pid) return isSameProcessRunning(remembered)
  return commandLineOf(pid).includes(clusterOf(dir))
}

function commandLineOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function readPid(note: string): number | null {
  try {
    const pid = Number(readFileSync(note, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}
