import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { SyncState } from './machine.ts'

export interface LineFacts {
  readonly machine: SyncState
  readonly pending: number
  readonly attention: number
  readonly quarantined: number
  /** What the server holds of this terminal's work is not what was sent. */
  readonly auditMismatch: boolean
  /** Commands that the server has answered since the queue was last empty. */
  readonly drained: number
  readonly mirror: { readonly rows: number; readonly total: number } | null
  readonly lastSyncedAt: string | null
  readonly clockDriftMs: number | null
}

/** What the line indicator shows: the worst of what is so. */
export function lineStatus(facts: LineFacts): LineStatus {
  const state = worst(facts)
  return {
    state,
    online: facts.machine.line === 'up' && !facts.machine.cut,
    problem: facts.machine.trouble?.reason ?? (facts.auditMismatch ? 'audit_mismatch' : null),
    practising: facts.machine.cut,
    pending: facts.pending,
    drain: state === 'syncing' ? { done: facts.drained, total: facts.drained + facts.pending } : null,
    mirror: state === 'not_enrolled' ? null : facts.mirror,
    attention: facts.attention,
    quarantined: facts.quarantined,
    lastSyncedAt: facts.lastSyncedAt,
    clockDriftMs: facts.clockDriftMs,
  }
}

function worst({ machine, pending, attention, auditMismatch, mirror }: LineFacts): LineStatus['state'] {
  if (machine.mode === 'not_enrolled') return 'not_enrolled'
  if (attention > 0 || auditMismatch) return 'attention'
  if (machine.trouble !== null && needsPerson(machine.trouble, pending)) return 'attention'
  if (machine.line === 'down') return 'offline'
  if (mirror !== null) return 'mirroring'
  return pending > 0 ? 'syncing' : 'ok'
}

/** More than a line can mend. Where only pushes are in trouble, it matters once there is something to push. */
function needsPerson({ activity, reason }: NonNullable<SyncState['trouble']>, pending: number): boolean {
  return reason !== 'bad_answers' && (activity !== 'push' || pending > 0)
}
