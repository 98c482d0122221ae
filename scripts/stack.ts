import { startStack as start } from '../db/stack/start-stack.ts'
import type { Stack, StackOptions } from '../db/stack/start-stack.ts'

export type { Stack, StackOptions } from '../db/stack/start-stack.ts'

/** Starts the embedded server on a directory of its own. A stable interface: other programs may rely on it. */
export async function startStack(options: StackOptions): Promise<Stack> {
  return await start(options, async () => (await import('./seed-demo.ts')).seedDemo)
}
