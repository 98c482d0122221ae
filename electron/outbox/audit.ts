import type { Database } from 'better-sqlite3'
import { v5 } from 'uuid'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { prepared } from '../store/prepared.ts'
import { canonicalJson } from './envelope.ts'
import { forgetInAudit } from './forget-in-audit.ts'
import { keepShadow } from './shadows.ts'

/** Who did what where, as every audit row of an op says it. */
export interface AuditFacts {
  readonly opId: string
  readonly command: string
  readonly actorId: string
  readonly terminalId: string
  readonly businessDate: string
  readonly at: string
  readonly offline: boolean
}

/**
 * One audit row per write. The server makes the very same rows under the same ids when it applies the op, so that
 * each exists once everywhere, and what the terminal shows before that is not yet anybody's proof.
 */
export function saveAuditRows(db: Database, facts: AuditFacts, writes: readonly RowWrite[]): void {
  const insert = prepared(
    db,
    `insert into audit_logs (id, table_name, record_id, action, user_id, old_values, new_values, terminal_id, op_id,
       command, business_date, offline, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do nothing`,
  )
  writes.forEach((write, index) => {
    const id = auditId(facts.opId, index)
    keepShadow(db, 'audit_logs', id)
    insert.run(
      id,
      write.table,
      write.id,
      write.verb.toUpperCase(),
      facts.actorId,
      write.verb === 'insert' ? null : canonicalJson(write.was),
      canonicalJson(write.set),
      facts.terminalId,
      facts.opId,
      facts.command,
      facts.businessDate,
      facts.offline ? 1 : 0,
      facts.at,
    )
  })
  forgetInAudit(db, writes)
}

export function auditId(opId: string, index: number): string {
  return v5(String(index), opId)
}
