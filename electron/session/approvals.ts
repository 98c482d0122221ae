import { randomUUID } from 'node:crypto'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallName } from '../../shared/contract/index.ts'
import type { Clock } from '../../shared/kernel/clock.ts'

/** A manager's word for one thing that somebody else at the desk is about to do. */
export interface Approvals {
  readonly give: (approver: StaffMember, forUserId: string, call: CallName) => string
  /** Who gave their word for this, or null: it is for one person and one call, and for a short while. */
  readonly find: (approvalId: string, forUserId: string, call: CallName) => StaffMember | null
  /** It was acted on, and counts no more. */
  readonly spend: (approvalId: string) => void
  /** Somebody else is at the desk. */
  readonly forget: () => void
}

/** Long enough to read a refusal and try once more; the manager is still beside the desk. */
const lifeMs = 2 * 60_000

interface Approval {
  readonly approver: StaffMember
  readonly forUserId: string
  readonly call: CallName
  readonly givenAtMs: number
}

/** Kept in memory alone: a restart of the terminal forgets every word given. */
export function createApprovals(clock: Clock): Approvals {
  const given = new Map<string, Approval>()
  return {
    give(approver, forUserId, call) {
      const approvalId = randomUUID()
      given.set(approvalId, { approver, forUserId, call, givenAtMs: clock.monotonic() })
      return approvalId
    },
    find(approvalId, forUserId, call) {
      const approval = given.get(approvalId)
      if (approval === undefined) return null
      if (clock.monotonic() - approval.givenAtMs > lifeMs) given.delete(approvalId)
      else if (approval.forUserId === forUserId && approval.call === call) return approval.approver
      return null
    },
    spend: (approvalId) => void given.delete(approvalId),
    forget: () => given.clear(),
  }
}
