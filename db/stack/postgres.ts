import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { archiveSettings } from '../hub/backup/wal-archive.ts'
import { startChild } from './child.ts'
import type { Child } from './child.ts'
import { clusterOf, runToEnd } from './cluster.ts'
import type { ClusterOptions } from './cluster.ts'
import { dialects } from './postgres-version.ts'

/** Makes the cluster if there is none yet. One that was cut off in the making is made anew. */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const cluster = clusterOf(options.dir)
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    // One that was copied or restored may be another's now, or open to others, and Postgres would refuse it.
    options.runAs.giveTo(cluster)
    chmodSync(cluster, 0o700)
    return
  }
  const draft = `${cluster}.new`
  const passwordFile = join(options.dir, 'initdb-password')
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, `${options.adminPassword}\n`, { mode: 0o600 })
  try {
    options.runAs.giveTo(draft)
    options.runAs.giveTo(passwordFile)
    await runToEnd(options.runAs, options.binaries.initdb, [
      `--pgdata=${draft}`,
      '--username=supabase_admin',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...dialects[options.binaries.version].locale,
      '--data-checksums',
      ...(options.durable ? [] : ['--no-sync', '--wal-segsize=1']),
    ])
    renameSync(draft, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Starts the cluster, hands it to `own` at once, and waits until it takes connections. Where the main process of the
 * last run was killed, those that worked for it need a moment to notice; until then Postgres refuses.
 */
export async function startPostgres(
  options: ClusterOptions,
  port: number,
  own: (child: Child) => void,
): Promise<Child> {
  const giveUpAtMs = performance.now() + 20_000
  for (;;) {
    const child = await startOnce(options, port, own)
    if (!child.hasEnded()) return child
    const complaint = child.lastWords()
    const mayPass = /pre-existing shared memory block/.test(complaint) && performance.now() < giveUpAtMs
    if (!mayPass) throw new Error(`Postgres stopped at once:\n${complaint}`)
    await sleep(250)
  }
}

async function startOnce(options: ClusterOptions, port: number, own: (child: Child) => void): Promise<Child> {
  const child = await startChild({
    name: 'Postgres',
    program: options.binaries.postgres,
    args: ['-D', clusterOf(options.dir), ...settings(port, options)],
    runAs: options.runAs,
    logFile: join(options.dir, 'logs', 'postgres.log'),
    stopSignal: 'SIGINT',
    stopWithinMs: 30_000,
  })
  own(child)
  const url = databaseUrl({ user: 'supabase_admin', password: options.adminPassword, port })
  while (!child.hasEnded() && !(await isReady(url))) await sleep(20)
  return child
}

export function databaseUrl(login: {
  readonly user: string
  readonly password: string
  readonly port: number
}): string {
  return `postgres://${login.user}:${encodeURIComponent(login.password)}@127.0.0.1:${login.port}/postgres?sslmode=disable`
}

function settings(port: number, { durable, archiveTo }: ClusterOptions): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A path below a deep folder would be too long for a socket, and nothing needs one.
    unix_socket_directories: '',
    shared_preload_libraries: 'pg_stat_statements',
    max_connections: '60',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    log_min_messages: 'warning',
    // A guest's name must not reach a log by way of the statement that failed.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    idle_in_transaction_session_timeout: '5min',
    ...(archiveTo === null ? {} : archiveSettings(archiveTo)),
    ...(durable
      ? { shared_buffers: '128MB', max_wal_size: '1GB' }
      : {
          shared_buffers: '32MB',
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          max_wal_size: '256MB',
          min_wal_size: '4MB',
        }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function isReady(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  // Without a listener a connection that the starting server drops would end the program.
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
