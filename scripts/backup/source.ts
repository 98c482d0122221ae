import type { ClientTools } from '../../db/hub/backup/client-tools.ts'
import { findClientTools } from '../../db/hub/backup/client-tools.ts'
import type { Log } from '../../db/hub/log.ts'
import { withClient } from '../../db/stack/with-client.ts'
import { findDatabase } from '../import/find-database.ts'

/** Does some work on the database of the server in a folder, or on the one that DATABASE_URL names. */
export async function withSource<T>(
  dir: string | undefined,
  log: Log,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (dir !== undefined) {
    const found = await findDatabase(dir, log)
    try {
      return await work(found.databaseUrl)
    } finally {
      await found.stop()
    }
  }
  const databaseUrl = process.env['DATABASE_URL'] ?? ''
  if (databaseUrl === '') throw new Error('name the server by --dir, or its database by DATABASE_URL')
  return await work(databaseUrl)
}

/** Postgres's own programs for this server, or a sentence that says how to get them. */
export async function toolsFor(databaseUrl: string): Promise<ClientTools> {
  const major = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    return Math.trunc(Number(rows[0]?.server_version_num) / 10_000)
  })
  const tools = findClientTools(major)
  if (tools !== null) return tools
  throw new Error(
    `the server is Postgres ${major}, and there are no client programs for it here: install postgresql-client-${major} (apt.postgresql.org has every version)`,
  )
}

/** A base backup without the log that follows it leads back to no moment but its own. */
export async function requireArchiving(databaseUrl: string): Promise<void> {
  const mode = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ archive_mode: string }>('show archive_mode')
    return rows[0]?.archive_mode
  })
  if (mode === 'off') throw new Error('the server archives no log: start it with --archive-to FOLDER')
}
