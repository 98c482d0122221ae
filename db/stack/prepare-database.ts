import { chmodSync, existsSync, mkdirSync } from 'node:fs'

import type { Log } from '../hub/log.ts'
import { postgresBinaries } from './binaries.ts'
import type { Child } from './child.ts'
import { clusterOf } from './cluster.ts'
import type { HeldDirectory } from './hold-directory.ts'
import { keepAlive } from './keep-alive.ts'
import { applyMigrations } from './migrate.ts'
import { applyPlatform } from './platform.ts'
import { stopOrphanedPostgres } from './orphaned-postgres.ts'
import { chosenVersion, versionOfCluster } from './postgres-version.ts'
import { databaseUrl, initialiseCluster, startPostgres } from './postgres.ts'
import { unprivilegedUser } from './run-as.ts'
import type { StackSecrets } from './secrets.ts'

export interface PrepareOptions {
  readonly secrets: StackSecrets
  readonly port: number
  readonly durable: boolean
  /** Whether our migrations are applied. */
  readonly migrate: boolean
  readonly archiveTo: string | null
  readonly log: Log
}

export interface PreparedDatabase {
  /** As the owner of the schema `public`. */
  readonly ownerUrl: string
  /** As the cluster's superuser. */
  readonly adminUrl: string
}

/** A running Postgres with what the platform provides and all our migrations. */
export async function prepareDatabase(
  held: HeldDirectory,
  options: PrepareOptions,
): Promise<PreparedDatabase> {
  const { dir } = held
  const { secrets, port, durable, migrate, archiveTo, log } = options
  if (archiveTo !== null) prepareArchive(archiveTo)
  const binaries = await postgresBinaries(versionOfCluster(clusterOf(dir)) ?? chosenVersion())
  const runAs = unprivilegedUser([
    clusterOf(dir),
    binaries.postgres,
    ...(archiveTo === null ? [] : [archiveTo]),
  ])
  const cluster = { dir, binaries, runAs, durable, archiveTo, adminPassword: secrets.adminPassword }
  if (archiveTo !== null) runAs.giveTo(archiveTo)
  const start = async (): Promise<Child> => {
    const orphan = await stopOrphanedPostgres(cluster)
    if (orphan !== null) log(`stack: stopped the Postgres of a killed stack pid=${orphan}`)
    await initialiseCluster(cluster)
    return await startPostgres(cluster, port, held.own)
  }
  keepAlive(held, await start(), start, log)

  const adminUrl = databaseUrl({ user: 'supabase_admin', password: secrets.adminPassword, port })
  const ownerUrl = databaseUrl({ user: 'postgres', password: secrets.ownerPassword, port })
  await applyPlatform(adminUrl, secrets)
  if (migrate) {
    for (const name of await applyMigrations(ownerUrl)) log(`stack: migrated file=${name}`)
  }
  return { ownerUrl, adminUrl }
}

/** For Postgres's eyes only: a log holds what was written, names too. */
function prepareArchive(folder: string): void {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o700)
  }
}
