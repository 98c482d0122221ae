import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { resolveBinary } from 'dbmate'

const run = promisify(execFile)

/** The folder of the migrations, `NNN_what.sql`, which a hosted project is given too. */
export const migrationsDir = join(import.meta.dirname, '..', 'supabase', 'migrations')

/** Applies the migrations that a database does not have yet, in order, each in one transaction. Returns their names. */
export async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  if (listMigrations().length === 0) return []
  // The URL goes by the environment: a command line can be read by everybody on the machine.
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl }
  const args = [
    '--migrations-dir',
    migrationsDir,
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

export function listMigrations(): readonly string[] {
  if (!existsSync(migrationsDir)) return []
  return readdirSync(migrationsDir)
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
