import type { Database } from 'better-sqlite3'
import { lastStep, type StayStep } from '../../../shared/domain/stay/undo.ts'
import { prepared } from '../prepared.ts'

/** The step of a stay that stands last, done here or at any other terminal. */
export function loadLastStep(db: Database, bookingId: string): StayStep | null {
  const steps = prepared<StayStep>(
    db,
    // what the server changed by itself has no command, and is nobody's step to undo; what moves nights to come alone
    // leaves the stay's own row as it is
    `select coalesce(op_id, id) as opId, coalesce(command, '') as name, coalesce(business_date, '') as businessDate,
       created_at as at
     from (
       select rowid as row, * from audit_logs where table_name = 'bookings' and record_id = @bookingId
       union all
       select a.rowid as row, a.* from booking_nights n
       join audit_logs a on a.table_name = 'booking_nights' and a.record_id = n.id
       where n.booking_id = @bookingId
     )
     group by opId order by created_at, min(row)`,
  ).all({ bookingId })
  return lastStep(steps)
}

/** A row that a step changed or made, as it was before, null where it was not, and after: JSON as it travels. */
export interface AuditedWrite {
  readonly table: string
  readonly id: string
  readonly before: string | null
  readonly after: string
}

/** The rows that a step changed or made. */
export function loadChangesOfStep(db: Database, opId: string): readonly AuditedWrite[] {
  return prepared<AuditedWrite>(
    db,
    `select table_name as "table", record_id as id, old_values as before, new_values as after
     from audit_logs where op_id = ? and new_values is not null
       and (action = 'UPDATE' and old_values is not null or action = 'INSERT')`,
  ).all(opId)
}

/** The hotel's day on which the guest was let in last, as the stay's audit trail tells. */
export function loadCheckInDay(db: Database, bookingId: string): string | null {
  const row = prepared<{ day: string | null }>(
    db,
    `select business_date as day from audit_logs
     where record_id = ? and table_name = 'bookings' and new_values ->> '$.status' = 'checked_in'
     order by created_at desc, rowid desc limit 1`,
  ).get(bookingId)
  return row?.day ?? null
}

/** Did the step charge a fee? A night that was slept is no fee: it stays charged whatever becomes of the step. */
export function chargesOfStep(db: Database, opId: string): boolean {
  const line = prepared(
    db,
    `select 1 from audit_logs
     where op_id = ? and table_name = 'transactions' and new_values ->> '$.type' = 'extra_charge' limit 1`,
  ).get(opId)
  return line !== undefined
}
