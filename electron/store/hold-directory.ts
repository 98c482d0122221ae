import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'

export interface HeldDirectory {
  readonly release: () => void
}

/**
 * Takes a terminal's data directory for this process alone. The lock is SQLite's own on a file beside the data, so the
 * system lets go of it however the process ends; who has it stands in another file, for whoever comes second.
 */
export function holdDirectory(dataDir: string): HeldDirectory {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = new Sqlite(join(dataDir, 'in-use.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DirectoryInUseError(dataDir, readHolder(dataDir))
    }
    throw error
  }
  writeFileSync(holderFile(dataDir), JSON.stringify({ pid: process.pid, since: new Date().toISOString() }))
  return { release: () => lock.close() }
}

/** Another terminal runs on the same data. */
export class DirectoryInUseError extends Error {
  readonly holder: Holder | null

  constructor(dataDir: string, holder: Holder | null) {
    const who = holder === null ? 'another process' : `process ${holder.pid}, since ${holder.since}`
    super(`${dataDir} is in use by ${who}. Close that terminal, or choose another directory.`)
    this.holder = holder
  }
}

const holderForm = z.object({ pid: z.int(), since: z.string() })

type Holder = z.output<typeof holderForm>

function holderFile(dataDir: string): string {
  return join(dataDir, 'in-use.json')
}

function readHolder(dataDir: string): Holder | null {
  try {
    return holderForm.parse(JSON.parse(readFileSync(holderFile(dataDir), 'utf8')))
  } catch {
    return null
  }
}
