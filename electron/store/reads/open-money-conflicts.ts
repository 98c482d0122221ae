import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/** A card that waits for a word about money: a day is not closed over it. */
export interface OpenMoneyConflict {
  readonly cardId: string
  readonly kind: string
  readonly bookingId: string | null
  readonly businessDate: string | null
}

/** Cards about money that are open: payments and charges in suspense, whether their command was taken or refused. */
export function openMoneyConflicts(db: Database): readonly OpenMoneyConflict[] {
  return prepared<OpenMoneyConflict>(
    db,
    `select k.id as cardId, k.kind, k.booking_id as bookingId, k.business_date as businessDate
     from sync_conflicts k
     where k.status = 'open' and (
       k.kind = 'suspense'
       or exists (select 1 from json_each(k.theirs, '$.suspense'))
       or k.record_id in (select p.id from payments p where p.suspense_reason is not null)
       or k.record_id in (select x.id from transactions x where x.suspense_reason is not null))
     order by k.business_date, k.created_at, k.id`,
  ).all()
}
