import { isDeepStrictEqual } from 'node:util'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import { findOpOfRequest } from '../outbox/outbox-rows.ts'
import { runCommand, type CommandDone, type Desk } from '../outbox/run-command.ts'
import { terminalFacts } from '../outbox/terminal-facts.ts'
import { withTransaction } from '../store/transaction.ts'
import type { CommandInput, DeskCommand, JudgeContext } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { argsVersion } from './upcast.ts'

/**
 * Does what a clerk asked: judged and written in one transaction. The second click of a request is answered as the first
 * was, and not judged again: by then the guest is in the room and the balance paid.
 */
export function perform<Name extends CallName, Facts>(
  db: Database,
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
  requestId: string,
  desk: Desk & Pick<JudgeContext, 'approver'>,
): Result<CommandDone, CallError> {
  return withTransaction(db, () => {
    const before = findOpOfRequest(db, requestId)
    if (before !== undefined) {
      if (before.name !== command.name || !isSameInput(before.args, input)) {
        return refuse({ code: 'invalid_input', field: 'requestId', message: 'used for something else' })
      }
      return ok({ ...before, tables: [] })
    }
    const terminal = terminalFacts(db)
    if (!terminal.ok) return terminal
    const { actor, approver, clock, offline } = desk
    const judged = command.judge(db, input, {
      actor,
      approver,
      offline,
      at: instantOf(clock),
      ...terminal.value,
    })
    if (!judged.ok) return judged
    const version = argsVersion(command.name)
    const args = {
      input,
      facts: judged.value,
      ...(version === 1 ? {} : { version }),
      ...(approver === undefined ? {} : { approvedBy: approver.userId }),
    }
    return runCommand(db, command, args, desk, requestId)
  })
}

function isSameInput(args: string, input: unknown): boolean {
  const asked = doneArgs.parse(JSON.parse(args)).input
  return isDeepStrictEqual(asked, JSON.parse(JSON.stringify(input)))
}

const doneArgs = z.object({ input: z.unknown() })
