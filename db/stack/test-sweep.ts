import { readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { postgresBinaries } from './binaries.ts'
import { clusterOf } from './cluster.ts'
import { lockDirectory, lockState } from './lock.ts'
import { endOrphans } from './orphans.ts'
import { stopOrphanedPostgres } from './orphaned-postgres.ts'
import { chosenVersion, versionOfCluster } from './postgres-version.ts'
import { unprivilegedUser } from './run-as.ts'

const unusedForMs = 45 * 60_000

/** Clears away what killed test runs left, their servers too, and templates of migrations that have changed since. */
export async function sweepAbandoned(prefix: string): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(prefix)) await sweep(join(tmpdir(), name))
  }
}

async function sweep(dir: string): Promise<void> {
  const state = lockState(dir)
  const usedAtMs = statSync(dir, { throwIfNoEntry: false })?.mtimeMs
  if (state === 'held' || usedAtMs === undefined) return
  if (state === 'free' && Date.now() - usedAtMs < unusedForMs) return
  try {
    lockDirectory(dir)
  } catch {
    // Another run has begun to clear it away.
    return
  }
  const binaries = await postgresBinaries(versionOfCluster(clusterOf(dir)) ?? chosenVersion())
  const runAs = unprivilegedUser([dir, binaries.postgres])
  endOrphans(dir)
  await stopOrphanedPostgres({ dir, binaries, runAs, adminPassword: '', durable: false, archiveTo: null })
  rmSync(dir, { recursive: true, force: true })
}
