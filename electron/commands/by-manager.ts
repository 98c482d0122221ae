import type { CallError } from '../../shared/contract/errors.ts'
import { isManager } from '../../shared/domain/staff/role.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import type { JudgeContext } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** What the rules leave to a manager's judgement. */
export type ManagersMatter = 'overbooking' | 'restriction' | 'price' | 'blacklist' | 'fee'

/** Refused unless a manager does it or has given their word; says what it is that needs one. */
export function byManager(desk: JudgeContext, what: readonly ManagersMatter[]): Result<void, CallError> {
  if (what.length === 0 || isManager(desk.actor.role)) return ok(undefined)
  if (desk.approver !== undefined && isManager(desk.approver.role)) return ok(undefined)
  return refuse({ code: 'approval_needed', what })
}
