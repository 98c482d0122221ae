import type { Database } from 'better-sqlite3'
import { lastStep, type StayStep } from '../../../shared/domain/stay/undo.ts'
import { prepared } from '../prepared.ts'

/** The step of a stay that stands last, done here or at any other terminal. */
export function loadLastStep(db: Database, bookingId: string): StayStep | null {
  const steps = prepared<StayStep>(
    db,
    // what the server changed by itself has no command, and is nobody's step to undo
    `select coalesce(op_id, id) as opId, coalesce(command, '') as name, coalesce(business_date, '') as businessDate,
       created_at as at
     from audit_logs where record_id = ? and table_name = 'bookings' order by created_at, rowid`,
  ).all(bookingId)
  return lastStep(steps)
}

/** A row that a step changed, as it was before and after: JSON as it travels. */
export interface AuditedWrite {
  readonly table: string
  readonly id: string
  readonly before: string
  readonly after: string
}

/** The rows that a step changed; what it made is left out, for nothing that was made is ever unmade. */
export function loadChangesOfStep(db: Database, opId: string): readonly AuditedWrite[] {
  return prepared<AuditedWrite>(
    db,
    `select table_name as "table", record_id as id, old_values as before, new_values as after
     from audit_logs where op_id = ? and action = 'UPDATE' and old_values is not null and new_values is not null`,
  ).all(opId)
}
