import { parseStackArguments, usage } from './stack/arguments.ts'
import { describeStack } from './stack/describe.ts'
import { createLife } from './start/life.ts'
import { startStack as start } from '../db/stack/start-stack.ts'
import type { Stack, StackOptions } from '../db/stack/start-stack.ts'

export type { Stack, StackOptions } from '../db/stack/start-stack.ts'

/** Starts the embedded server on a directory of its own. A stable interface: other programs rely on it. */
export async function startStack(options: StackOptions): Promise<Stack> {
  return await start(options, async () => (await import('./seed-demo.ts')).seedDemo)
}

if (import.meta.main) await runUntilStopped()

/** `npm run stack`: the server alone, until Ctrl+C. */
async function runUntilStopped(): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`)
  const life = createLife(log)
  try {
    if (process.argv.includes('--help')) {
      process.stdout.write(usage)
      return await life.stop(0)
    }
    const options = parseStackArguments(process.argv.slice(2), process.env)
    const stack = await life.begin(
      'server',
      async () => await startStack({ ...options, log }),
      async (begun) => await begun.stop(),
    )
    process.stdout.write(await describeStack(stack, options.dir))
  } catch (error) {
    if (!life.isStopping()) log(`stack: ${error instanceof Error ? error.message : String(error)}`)
    await life.stop(1)
  }
}
