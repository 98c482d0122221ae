import { err, ok, type Result } from '../../kernel/result.ts'
import { holdsRoom, type BookingStatus } from '../stay/status.ts'
import type { TransactionType } from './transaction-type.ts'

/** A line of a folio, as far as taking it back asks. */
export interface TakenBackLine {
  readonly type: TransactionType
  readonly businessDate: string
  /** It takes back another line itself. */
  readonly isReversal: boolean
  /** Another line takes it back already. */
  readonly isReversed: boolean
}

/**
 * Judges taking a charge back. A slip of this day, on a folio that is open, is the clerk's to mend; what was charged on
 * a day that is closed, or to somebody who has left, is for a manager to waive. Nights and payments are not taken back so.
 */
export function takeBack(
  line: TakenBackLine,
  status: BookingStatus,
  businessDate: string,
): Result<{ readonly needsManager: boolean }, TakeBackError> {
  if (line.isReversed) return err({ code: 'already_done' })
  if (!isTakenBackAlone(line)) {
    return err({ code: 'invalid_input', field: 'transactionId', message: 'not a charge' })
  }
  return ok({ needsManager: line.businessDate !== businessDate || !holdsRoom(status) })
}

/** A charge beside the nights, which no other line goes with. */
export function isTakenBackAlone(line: Pick<TakenBackLine, 'type' | 'isReversal'>): boolean {
  return line.type === 'extra_charge' && !line.isReversal
}

export type TakeBackError =
  | { readonly code: 'already_done' }
  | { readonly code: 'invalid_input'; readonly field: 'transactionId'; readonly message: string }
