import type { Database } from 'better-sqlite3'
import type { TransactionType } from '../../../shared/domain/folio/transaction-type.ts'
import { prepared } from '../prepared.ts'
import { unsentRow } from './unsent.ts'

/** A line of the ledger: charges positive, payments negative. */
export interface FolioEntry {
  readonly transactionId: string
  readonly type: TransactionType
  readonly description: string
  readonly businessDate: string
  readonly amountMinor: number
  readonly postedAt: string
  readonly postedBy: string
  readonly unsent: boolean
}

/** The folio of a stay, oldest line first. */
export function listFolio(db: Database, bookingId: string): readonly FolioEntry[] {
  return prepared<Omit<FolioEntry, 'unsent'> & { readonly unsent: 0 | 1 }>(
    db,
    `select x.id as transactionId, x.type, x.description, x.business_date as businessDate, x.amount as amountMinor,
       x.created_at as postedAt, coalesce(u.full_name, '') as postedBy, ${unsentRow('transactions', 'x.id')} as unsent
     from transactions x
     left join user_profiles u on u.id = x.posted_by
     where x.booking_id = ?
     order by x.created_at, x.id`,
  )
    .all(bookingId)
    .map((line) => ({ ...line, unsent: line.unsent === 1 }))
}
