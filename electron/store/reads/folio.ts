import type { Database } from 'better-sqlite3'
import { isTakenBackAlone } from '../../../shared/domain/folio/take-back.ts'
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
  /** A charge that may be taken back. */
  readonly takesBack: boolean
  readonly unsent: boolean
}

/** The folio of a stay, oldest line first. */
export function listFolio(db: Database, bookingId: string): readonly FolioEntry[] {
  return prepared<LedgerRow>(
    db,
    `select x.id as transactionId, x.type, x.description, x.business_date as businessDate, x.amount as amountMinor,
       x.reverses_id is not null as isReversal,
       exists (select 1 from transactions r where r.reverses_id = x.id) as isReversed,
       x.created_at as postedAt, coalesce(u.full_name, '') as postedBy, ${unsentRow('transactions', 'x.id')} as unsent
     from transactions x
     left join user_profiles u on u.id = x.posted_by
     where x.booking_id = ?
     order by x.created_at, x.id`,
  )
    .all(bookingId)
    .map(({ isReversal, isReversed, unsent, ...line }) => ({
      ...line,
      takesBack: isReversed === 0 && isTakenBackAlone({ ...line, isReversal: isReversal === 1 }),
      unsent: unsent === 1,
    }))
}

interface LedgerRow extends Omit<FolioEntry, 'takesBack' | 'unsent'> {
  readonly isReversal: 0 | 1
  readonly isReversed: 0 | 1
  readonly unsent: 0 | 1
}
