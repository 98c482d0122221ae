import { rmSync } from 'node:fs'

import { startDatabase } from './start-database.ts'
import type { Database } from './start-database.ts'
import { startStack } from './start-stack.ts'
import type { Stack } from './start-stack.ts'
import { copyTemplate } from './test-template.ts'

/** The whole stack on a fresh directory, with all migrations and the staff; `stop` also removes the directory. */
export async function startTestStack(): Promise<Stack & { readonly dir: string }> {
  const dir = await copyTemplate('staff')
  const noSeed = async (): Promise<never> => {
    throw new Error('a test stack has no seed')
  }
  // a job that falls due in the middle of a test would be nobody's doing
  const stack = await startStack({ dir, seed: 'empty', durable: false, jobs: false }, noSeed)
  return { ...stack, dir, stop: () => stopAndRemove(stack, dir) }
}

/** Postgres alone on a fresh directory, with all migrations and nobody in it; `stop` also removes the directory. */
export async function startTestDatabase(): Promise<Database> {
  const dir = await copyTemplate('schema')
  const database = await startDatabase({ dir, durable: false })
  return { ...database, stop: () => stopAndRemove(database, dir) }
}

/** As above, with what the platform provides and none of our migrations. */
export async function startPlatformDatabase(): Promise<Database> {
  const dir = await copyTemplate('platform')
  const database = await startDatabase({ dir, durable: false, migrate: false })
  return { ...database, stop: () => stopAndRemove(database, dir) }
}

async function stopAndRemove(running: { stop(): Promise<void> }, dir: string): Promise<void> {
  await running.stop()
  rmSync(dir, { recursive: true, force: true })
}
