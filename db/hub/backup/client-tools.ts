import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const tools = ['pg_dump', 'pg_restore', 'pg_basebackup', 'pg_verifybackup', 'pg_archivecleanup'] as const
export type Tool = (typeof tools)[number]

/** Postgres's own programs for backups, of one version. */
export interface ClientTools {
  readonly major: number
  /** Runs one to its end, on a database and with settings of the session where they are given, and gives what it printed; what it complained of is in the error. */
  run(tool: Tool, args: readonly string[], databaseUrl?: string, settings?: string): Promise<string>
}

/**
 * The programs that match a server: of its own version, or else of the oldest newer one. An older pg_dump refuses a
 * newer server. Debian keeps each version in a folder of its own; elsewhere they are on the path.
 */
export function findClientTools(serverMajor: number): ClientTools | null {
  const found = foldersOfPrograms()
    .filter((folder) => tools.every((tool) => existsSync(join(folder, tool))))
    .flatMap((folder) => {
      const major = majorOf(join(folder, 'pg_dump'))
      return major === null || major < serverMajor ? [] : [{ folder, major }]
    })
    .toSorted((a, b) => a.major - b.major)
  const [best] = found
  return best === undefined ? null : toolsIn(best.folder, best.major)
}

function toolsIn(folder: string, major: number): ClientTools {
  return {
    major,
    async run(tool, args, databaseUrl, settings = '') {
      try {
        const { stdout } = await run(join(folder, tool), [...args], {
          env: {
            PATH: process.env['PATH'],
            LC_ALL: 'C',
            PGOPTIONS: settings,
            ...(databaseUrl === undefined ? {} : connection(databaseUrl)),
          },
          maxBuffer: 256 * 1024 * 1024,
        })
        return stdout
      } catch (error) {
        throw new Error(`${tool} failed: ${complaintOf(error)}`, { cause: error })
      }
    },
  }
}

function foldersOfPrograms(): readonly string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : []
  return [...versions, ...(process.env['PATH'] ?? '').split(delimiter)]
}

function majorOf(program: string): number | null {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1])
  return Number.isInteger(major) ? major : null
}

/** By the environment: a command line can be read by everybody on the machine. */
function connection(databaseUrl: string): Readonly<Record<string, string>> {
  const url = new URL(databaseUrl)
  const sslMode = url.searchParams.get('sslmode')
  return {
    PGHOST: url.hostname,
    PGPORT: url.port === '' ? '5432' : url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    ...(sslMode === null ? {} : { PGSSLMODE: sslMode }),
  }
}

function complaintOf(error: unknown): string {
  const stderr: unknown = error instanceof Error ? Reflect.get(error, 'stderr') : null
  return typeof stderr === 'string' && stderr.trim() !== '' ? stderr.trim() : String(error)
}
