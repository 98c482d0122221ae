import { existsSync, renameSync } from 'node:fs'

import { finishRecovery, prepareRecovery } from '../../db/hub/backup/prepare-recovery.ts'
import { restoreDump } from '../../db/hub/backup/restore-dump.ts'
import type { Log } from '../../db/hub/log.ts'
import { clusterOf } from '../../db/stack/cluster.ts'
import { lockState } from '../../db/stack/lock.ts'
import { applyMigrations, migrateTo } from '../../db/stack/migrate.ts'
import { startDatabase } from '../../db/stack/start-database.ts'
import { withClient } from '../../db/stack/with-client.ts'
import type { BackupArguments } from './arguments.ts'
import { putServerSecrets, readKeyFile } from './key-file.ts'
import { toolsFor } from './source.ts'

type Of<C extends BackupArguments['command']> = Extract<BackupArguments, { readonly command: C }>

/** Puts a dump in the place of a stopped server's database. What it had is lost, so it must be asked for by name. */
export async function restore({ from, dir, keys, replace }: Of<'restore'>, log: Log): Promise<void> {
  const kept = keys === undefined ? null : readKeyFile(keys)
  const isNew = !existsSync(clusterOf(dir))
  if (!isNew && !replace) {
    throw new Error(`${dir} has a database; name another folder, or say --replace to lose what it holds`)
  }
  if (kept !== null) putServerSecrets(dir, kept.server)
  const database = await startDatabase({ dir, durable: true, migrate: false, log })
  try {
    // a dump speaks of roles and does not make them; the first migration does
    await migrateTo(database.databaseUrl, 1)
    const tools = await toolsFor(database.adminUrl)
    await restoreDump({ adminUrl: database.adminUrl, tools, dump: from, keys: kept?.keys ?? [], log })
    // a dump may be older than the program
    for (const name of await applyMigrations(database.databaseUrl)) log(`backup: migrated file=${name}`)
  } finally {
    await database.stop()
  }
}

/** Brings a stopped server to a moment by a base backup and the log since. The cluster it had is kept beside. */
export async function recover(wanted: Of<'recover'>, log: Log): Promise<void> {
  const { from, wal, dir, keys, until, timeline } = wanted
  if (existsSync(dir) && lockState(dir) === 'held') throw new Error(`${dir} is in use: stop its server first`)
  if (keys !== undefined) putServerSecrets(dir, readKeyFile(keys).server)
  const cluster = clusterOf(dir)
  if (existsSync(cluster)) {
    const aside = `${cluster}.before-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`
    renameSync(cluster, aside)
    log(`backup: set the cluster aside folder=${aside}`)
  }
  prepareRecovery({
    base: from,
    wal,
    cluster,
    until: until === undefined ? null : new Date(until),
    timeline: timeline ?? null,
  })
  const database = await startDatabase({ dir, durable: true, archiveTo: wal, log })
  try {
    await withClient(database.adminUrl, finishRecovery)
  } finally {
    await database.stop()
  }
  log(`backup: recovered until=${until ?? 'the end of the log'}`)
}
