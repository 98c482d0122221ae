import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import type { Log } from '../log.ts'
import { backupName, backupTime } from './backup-names.ts'
import type { ClientTools } from './client-tools.ts'

export interface BaseBackupOptions {
  /** As a login that may replicate. */
  readonly databaseUrl: string
  readonly tools: ClientTools
  /** The folder of the base backups. */
  readonly to: string
  /** Where the server archives its write-ahead log. */
  readonly wal: string
  readonly at: Date
  /** How many base backups are kept, and the log that each of them needs. */
  readonly keep: number
  readonly log: Log
}

/**
 * Copies the running cluster: with the write-ahead log that is archived from then on it can be brought to any moment
 * since. It holds everything the cluster does, the keys too, and is to be kept as safe. Older ones that have served go,
 * and the log before the oldest that stays.
 */
export async function takeBaseBackup(options: BaseBackupOptions): Promise<string> {
  const { tools, to, log } = options
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const path = join(to, backupName('base', options.at))
  const draft = `${path}.part`
  rmSync(draft, { recursive: true, force: true })
  try {
    await tools.run(
      'pg_basebackup',
      [
        `--pgdata=${draft}`,
        '--checkpoint=fast',
        '--wal-method=stream',
        '--manifest-checksums=SHA256',
        '--no-password',
      ],
      options.databaseUrl,
    )
    chmodSync(draft, 0o700)
    await tools.run('pg_verifybackup', ['--quiet', draft])
    renameSync(draft, path)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  log(`backup: copied the cluster folder=${path}`)
  await letGo(options)
  return path
}

async function letGo({ to, wal, keep, tools, log }: BaseBackupOptions): Promise<void> {
  const bases = readdirSync(to)
    .filter((name) => backupTime('base', name) !== null)
    .toSorted()
    .toReversed()
  for (const served of bases.slice(keep)) {
    rmSync(join(to, served), { recursive: true })
    log(`backup: let go of a copy that has served folder=${served}`)
  }
  const oldest = bases.slice(0, keep).at(-1)
  if (oldest !== undefined) await tools.run('pg_archivecleanup', [wal, firstLogOf(join(to, oldest))])
}

/** The file of the write-ahead log that a base backup begins with. */
function firstLogOf(base: string): string {
  const label = readFileSync(join(base, 'backup_label'), 'utf8')
  const file = /^START WAL LOCATION: .* \(file ([0-9A-F]{24})\)$/m.exec(label)?.[1]
  if (file === undefined) throw new Error(`${base} does not say which log it begins with`)
  return file
}
