import type { Database } from 'better-sqlite3'
import { cancellationText, noShowText } from '../../../shared/domain/folio/line-text.ts'
import type { TransactionsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** What a stay was charged for not being taken up, and was not given back. */
export function listFeeLines(db: Database, bookingId: string): readonly TransactionsRow[] {
  return prepared<TransactionsRow>(
    db,
    `select * from transactions x
     where x.booking_id = ? and x.type = 'extra_charge' and x.description in (?, ?) and x.reverses_id is null
       and not exists (select 1 from transactions r where r.reverses_id = x.id)
     order by x.created_at, x.id`,
  ).all(bookingId, noShowText, cancellationText)
}
