import type { Log } from '../hub/log.ts'
import { holdDirectory } from './hold-directory.ts'
import type { Stoppable } from './hold-directory.ts'
import { choosePorts } from './ports.ts'
import { prepareDatabase } from './prepare-database.ts'
import { loadSecrets } from './secrets.ts'

export interface DatabaseOptions {
  readonly dir: string
  /** False gives up safety against power loss for speed: for tests only. */
  readonly durable: boolean
  /** False leaves our migrations out: for tests of what they do to a database. */
  readonly migrate?: boolean
  /** A folder that the write-ahead log is kept in, for a return to any moment. */
  readonly archiveTo?: string
  readonly log?: Log
}

export interface Database extends Stoppable {
  /** As the owner of the schema `public`, who is no superuser. */
  readonly databaseUrl: string
  /** As the cluster's superuser. */
  readonly adminUrl: string
}

/** The database alone: Postgres with what the platform provides and all our migrations, and nobody in it. */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  const { durable, migrate = true, archiveTo = null, log = () => {} } = options
  return await holdDirectory(options.dir, log, async (held) => {
    const secrets = await loadSecrets(held.dir)
    const { postgres: port } = await choosePorts(held.dir, '127.0.0.1', null)
    const { ownerUrl, adminUrl } = await prepareDatabase(held, {
      secrets,
      port,
      durable,
      migrate,
      archiveTo,
      log,
    })
    return { databaseUrl: ownerUrl, adminUrl }
  })
}
