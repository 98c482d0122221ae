import { addDays } from '../calendar/days.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isExpected } from '../stay/status.ts'
import { isDueIn, type Stay } from '../stay/stay.ts'

/** What stands between the hotel's day and its end. */
export interface DayLeft {
  /** In house, and due out today or before. */
  readonly dueOut: readonly string[]
  /** Due in and not come, and nobody has said what becomes of them. */
  readonly undecided: readonly string[]
  /** In house, with a night that is not on the folio. */
  readonly unposted: readonly string[]
  readonly moneyConflicts: number
}

/**
 * Judges ending the hotel's day. Nobody is checked out by the clock: an overdue guest stays until somebody has looked
 * whether they are still there.
 */
export function closeDay(
  meant: string,
  businessDate: string,
  left: DayLeft,
): Result<{ readonly next: string }, CloseDayError> {
  if (meant !== businessDate) return err({ code: 'day_closed', businessDate })
  const isDone =
    left.dueOut.length === 0 &&
    left.undecided.length === 0 &&
    left.unposted.length === 0 &&
    left.moneyConflicts === 0
  return isDone ? ok({ next: addDays(businessDate, 1) }) : err({ code: 'day_not_ready', ...left })
}

export type CloseDayError =
  | { readonly code: 'day_closed'; readonly businessDate: string }
  | ({ readonly code: 'day_not_ready' } & DayLeft)

/** May somebody who did not come today still be expected tomorrow? Only while a night is left to be slept. */
export function mayBeKept(stay: Stay, businessDate: string): boolean {
  return isExpected(stay.status) && isDueIn(stay, businessDate) && isDueIn(stay, addDays(businessDate, 1))
}
