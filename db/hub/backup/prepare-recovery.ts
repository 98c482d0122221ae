import { appendFileSync, cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { ClientBase } from 'pg'

import { restoreCommand } from './wal-archive.ts'

export interface RecoveryOptions {
  readonly base: string
  /** The folder that the server's write-ahead log was archived to. */
  readonly wal: string
  /** Where the recovered cluster is put; must not be there yet. */
  readonly cluster: string
  /** The moment to stop at; null for the end of the log. */
  readonly until: Date | null
  /** Which history to follow, where an earlier recovery began another: the newest, unless said otherwise. */
  readonly timeline: number | null
}

const recoverySettings = [
  'restore_command',
  'recovery_target_time',
  'recovery_target_timeline',
  'recovery_target_action',
  'hot_standby',
] as const

/**
 * Lays out a cluster that brings itself to a moment when it is started, begins a new timeline there, and lets nobody in
 * before. Where the log does not reach the moment it does not start: silently less would be worse.
 */
export function prepareRecovery({ base, wal, cluster, until, timeline }: RecoveryOptions): void {
  cpSync(base, cluster, { recursive: true, errorOnExist: true, force: false })
  for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(cluster, name), { force: true })
  const settings: Record<(typeof recoverySettings)[number], string | null> = {
    restore_command: restoreCommand(wal),
    // the settings of a server know no Z
    recovery_target_time: until === null ? null : until.toISOString().replace('Z', '+00'),
    recovery_target_timeline: timeline === null ? null : String(timeline),
    recovery_target_action: until === null ? null : 'promote',
    hot_standby: 'off',
  }
  const lines = Object.entries(settings).flatMap(([name, value]) =>
    value === null ? [] : [`${name} = '${value.replaceAll(`'`, `''`)}'\n`],
  )
  appendFileSync(join(cluster, 'postgresql.auto.conf'), lines.join(''))
  writeFileSync(join(cluster, 'recovery.signal'), '')
}

/** Ends a recovery: its settings go, and every terminal mirrors afresh. As the superuser of the recovered cluster. */
export async function finishRecovery(client: ClientBase): Promise<void> {
  for (const name of recoverySettings) await client.query(`alter system reset ${name}`)
  await client.query('select sync.renew_epoch()')
}
