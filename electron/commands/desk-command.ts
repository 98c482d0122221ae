import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName, ParsedInput } from '../../shared/contract/index.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Command, CommandContext } from '../outbox/command.ts'

/**
 * A thing that a clerk does, in two halves.
 *
 * `judge` runs once, when it is done: it asks all that the desk's rules ask of that moment (is the room clean, is the
 * balance paid), and settles what must never be settled anew: the number on the booking, the price that was quoted.
 *
 * `run` writes the rows, then and at every later run on newer rows. It asks only what the rows themselves demand (is
 * the room still free, is the stay still expected): that a guest was let in, or money taken, is a fact by then, and no
 * change that comes in later makes it undone.
 */
export interface DeskCommand<Name extends CallName, Facts> extends Command<CommandArgs<Name, Facts>> {
  readonly name: Name
  readonly judge: (db: Database, input: CommandInput<Name>, desk: JudgeContext) => Result<Facts, CallError>
}

/** What goes into the outbox: what was asked, and what was settled when it was done. */
export interface CommandArgs<Name extends CallName, Facts> {
  readonly input: CommandInput<Name>
  readonly facts: Facts
  /** The manager who gave their word for it. */
  readonly approvedBy?: string
}

/** A call's input without the click that it came from and the manager's word that came with it. */
export type CommandInput<Name extends CallName> = Omit<ParsedInput<Name>, 'requestId' | 'approvalId'>

export interface JudgeContext extends Pick<CommandContext, 'actor' | 'terminal' | 'businessDate'> {
  /** UTC text, by this terminal's clock. */
  readonly at: string
  /** The terminal has no line just now. */
  readonly offline: boolean
  /** The manager who gave their word for it; nobody where it is left out. */
  readonly approver?: CommandContext['actor'] | undefined
}
