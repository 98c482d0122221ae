import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile } from '../../db/stack/json-file.ts'
import { lockState } from '../../db/stack/lock.ts'
import { databaseUrl } from '../../db/stack/postgres.ts'
import { loadSecrets } from '../../db/stack/secrets.ts'
import { startDatabase } from '../../db/stack/start-database.ts'

export interface FoundDatabase {
  readonly databaseUrl: string
  readonly stop: () => Promise<void>
}

/**
 * The database of the embedded server in a data directory: the running one where somebody runs it, and otherwise one
 * started for as long as it is needed; made where there is none yet.
 */
export async function findDatabase(dir: string, log: (line: string) => void): Promise<FoundDatabase> {
  const isRunning = existsSync(dir) && lockState(dir) === 'held'
  if (!isRunning) return await startDatabase({ dir, durable: true, log })
  const ports = readJsonFile(join(dir, 'ports.json'), z.object({ postgres: z.int() }))
  if (ports === null)
    throw new Error(`the server in ${dir} is only just starting; try again when it is ready`)
  const { ownerPassword } = await loadSecrets(dir)
  return {
    databaseUrl: databaseUrl({ user: 'postgres', password: ownerPassword, port: ports.postgres }),
    stop: async () => {},
  }
}
