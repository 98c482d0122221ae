import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { resolveBinary } from 'dbmate'

const run = promisify(execFile)

/** The folder of the migrations, `NNN_what.sql`, which a hosted project is given too. */
export const migrationsDir = join(import.meta.dirname, '..', 'supabase', 'migrations')

/** Applies the migrations that a database does not have yet, in order, each in one transaction. Returns their names. */
export async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  return await applyFolder(databaseUrl, migrationsDir)
}

/** Brings a database to the state after the first so many migrations: what it was before the later ones were written. */
export async function migrateTo(databaseUrl: string, count: number): Promise<void> {
  const some = mkdtempSync(join(tmpdir(), 'front-desk-migrations-'))
  try {
    for (const name of listMigrations().slice(0, count))
      copyFileSync(join(migrationsDir, name), join(some, name))
    await applyFolder(databaseUrl, some)
  } finally {
    rmSync(some, { recursive: true })
  }
}

async function applyFolder(databaseUrl: string, folder: string): Promise<readonly string[]> {
  if (listMigrations(folder).length === 0) return []
  // The URL goes by the environment: a command line can be read by everybody on the machine.
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl }
  const args = [
    '--migrations-dir',
    folder,
    '--migrations-table',
    'public.schema_migrations',
    '--no-dump-schema',
    '--env-file',
    '',
    'migrate',
  ]
  try {
    const { stdout } = await run(resolveBinary(), args, { env })
    return [...stdout.matchAll(/^Applied: (\S+)/gm)].map((line) => line[1] ?? '')
  } catch (error) {
    throw new Error(`a migration could not be applied: ${complaintOf(error)}`, { cause: error })
  }
}

export function listMigrations(folder: string = migrationsDir): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^\d+.*\.sql$/.test(name))
    .toSorted()
}

/** What dbmate said: the file, the place in it and Postgres's own words. */
function complaintOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = ['stdout', 'stderr']
    .map((stream) => (stream in error ? String(Reflect.get(error, stream)) : ''))
    .join('')
  return said.trim() === '' ? error.message : said.trim()
}
