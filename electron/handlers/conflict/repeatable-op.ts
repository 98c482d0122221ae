import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { StaffMember } from '../../../shared/contract/calls/session.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { calls } from '../../../shared/contract/index.ts'
import type { CallName } from '../../../shared/contract/index.ts'
import { err, type Result } from '../../../shared/kernel/result.ts'
import type { DeskCommand } from '../../commands/desk-command.ts'
import { commands } from '../../commands/registry.ts'
import type { CommandDone } from '../../outbox/run-command.ts'
import { findAckedCommand } from '../../store/reads/commands.ts'
import type { DeskDeps } from '../desk-deps.ts'
import { doCommand } from '../do-command.ts'

/** Was this done at this very terminal, which remembers what exactly was asked, and can it be asked again? */
export function isRepeatable(db: Database, opId: string): boolean {
  return loadOp(db, opId) !== undefined
}

/** Does once more what was asked then, judged by the rows of now, for whoever asks it now. */
export function repeatOp(
  deps: DeskDeps,
  opId: string,
  requestId: string,
  staff: StaffMember,
): Result<CommandDone, CallError> {
  const op = loadOp(deps.db, opId)
  if (op === undefined) return err({ code: 'not_found', field: 'conflictId' })
  if (!mayAsk(op.name, staff)) return err({ code: 'not_allowed' })
  return again(deps, op.name, op.input, requestId, staff)
}

function again(
  deps: DeskDeps,
  name: CommandName,
  input: unknown,
  requestId: string,
  staff: StaffMember,
): Result<CommandDone, CallError> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this command was asked with, as its own outbox row keeps it
  const command = commands[name] as unknown as DeskCommand<CommandName, unknown>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
  return doCommand(deps, command, input as never, requestId, staff)
}

type CommandName = keyof typeof commands & CallName

interface KnownOp {
  readonly name: CommandName
  readonly input: unknown
}

const argsSchema = z.object({ input: z.unknown() })

function loadOp(db: Database, opId: string): KnownOp | undefined {
  const row = findAckedCommand(db, opId)
  if (row === undefined || !isPlainCommand(row.name)) return undefined
  return { name: row.name, input: argsSchema.parse(JSON.parse(row.args)).input }
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

/** A card is settled by its own remedies, and a step is undone from the stay. */
export function isPlainCommand(name: string): name is CommandName {
  return isCommandName(name) && !name.startsWith('conflict.') && name !== 'booking.undo'
}

function mayAsk(name: CommandName, staff: StaffMember): boolean {
  return calls[name].allowed.some((role) => role === staff.role)
}
