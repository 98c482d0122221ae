import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { isManager } from '../../shared/domain/staff/role.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import { findStaffById } from '../store/reads/staff.ts'
import type { JudgeContext } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** What the rules leave to a manager's judgement. */
export type ManagersMatter =
  | 'overbooking'
  | 'restriction'
  | 'price'
  | 'blacklist'
  | 'fee'
  | 'deposit'
  | 'charge'

/**
 * Refused unless a manager does it or has given their word; says what it is that needs one. Gives the line that a stay's
 * notes keep of a word that was given: the audit names who did it, the line who answers for it.
 */
export function byManager(
  db: Database,
  desk: JudgeContext,
  what: readonly ManagersMatter[],
): Result<string | null, CallError> {
  const { actor, approver } = desk
  if (what.length === 0 || isManager(actor.role)) return ok(null)
  if (approver === undefined || !isManager(approver.role)) return refuse({ code: 'approval_needed', what })
  return ok(
    `${what.join(', ')}: by word of ${findStaffById(db, approver.userId)?.fullName ?? approver.userId}`,
  )
}

/** Notes of a stay, one below the other; null when there is none. */
export function joinNotes(...notes: readonly (string | null | undefined)[]): string | null {
  return notes.filter((note) => note !== null && note !== undefined && note !== '').join('\n') || null
}
