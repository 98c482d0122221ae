import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/** Something that was done about a booking, from the audit trail. */
export interface HistoryEntry {
  /** The command's id; null when it was done at the server. */
  readonly opId: string | null
  readonly at: string
  readonly businessDate: string | null
  readonly actorName: string
  readonly terminal: string
  /** The command's name as the contract has it; at the server the table and what was done to it. */
  readonly action: string
}

/** What was done about a booking and its money, oldest first, each command once however many rows it wrote. */
export function listHistory(db: Database, bookingId: string): readonly HistoryEntry[] {
  return prepared<HistoryEntry>(db, selectHistory).all({ bookingId })
}

const selectHistory = `
with records (id) as (
  select @bookingId
  union all select id from transactions where booking_id = @bookingId
  union all select id from payments where booking_id = @bookingId
)
select a.op_id as opId, min(a.created_at) as at, a.business_date as businessDate,
  coalesce(u.full_name, '') as actorName, coalesce(t.name, '') as terminal,
  coalesce(a.command, a.table_name || '.' || lower(a.action)) as action
from records r
join audit_logs a on a.record_id = r.id
left join user_profiles u on u.id = a.user_id
left join terminals t on t.id = a.terminal_id
group by coalesce(a.op_id, a.id)
order by at, a.id`
