import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import type { StaffRole } from '../../shared/domain/staff/role.ts'
import type { Ids } from '../../shared/kernel/ids.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { NewRow, RowChange, TableName } from '../../shared/protocol/rows.ts'

/**
 * One thing a clerk does: a pure decision over local rows, and the rows it changes.
 *
 * It is run twice or more: once when the clerk does it, and again on newer rows each time the server's changes come
 * in while it is still pending. So it must depend on nothing but `args`, `context` and what it reads through `tx`.
 */
export interface Command<Args> {
  /** The contract's name, for example `booking.checkIn`. */
  readonly name: string
  readonly run: (tx: CommandTx, args: Args, context: CommandContext) => Result<CommandOutcome, CallError>
}

export interface CommandContext {
  readonly opId: string
  readonly actor: { readonly userId: string; readonly role: StaffRole }
  readonly terminal: { readonly id: string; readonly series: string }
  /** The hotel's business date when the clerk did it. */
  readonly businessDate: string
  /** When the clerk did it, UTC text. */
  readonly at: string
  /** The same ids at every run of the same command. */
  readonly ids: Ids
}

export interface CommandOutcome {
  /** What it was about, in the desk's words: a booking code, a room number. */
  readonly subject: string
  readonly bookingId: string | null
  /** What the handler needs beyond re-reading: a payment code, the change to give back. Plain JSON. */
  readonly reply?: Readonly<Record<string, string | number | boolean | null>>
}

/** The rows as a command sees them, and the only way it changes them: every write is kept for outbox, audit and undo. */
export interface CommandTx {
  /** For reads only. */
  readonly db: Database
  readonly insert: <Name extends TableName>(table: Name, row: NewRow<Name>) => void
  readonly update: <Name extends TableName>(table: Name, id: string, set: RowChange<Name>) => void
}
