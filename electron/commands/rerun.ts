import type { CallError } from '../../shared/contract/errors.ts'
import { err, type Result } from '../../shared/kernel/result.ts'
import type { Command, CommandContext, CommandOutcome, CommandTx } from '../outbox/command.ts'
import { commands } from './registry.ts'
import { upcastArgs } from './upcast.ts'

/** Runs a command again, by its name and with what it was first run with. */
export function rerun(
  tx: CommandTx,
  name: string,
  args: unknown,
  context: CommandContext,
): Result<CommandOutcome, CallError> {
  const known: Readonly<Record<string, Command<never>>> = commands
  const command = Object.hasOwn(known, name) ? known[name] : undefined
  if (command === undefined) return err({ code: 'unknown_call' })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this command wrote into the outbox itself
  return command.run(tx, upcastArgs(name, args) as never, context)
}
