import type { Database } from 'better-sqlite3'
import type { PaymentMethod } from '../../../shared/domain/folio/payment-method.ts'
import { prepared } from '../prepared.ts'

export interface Taken {
  readonly method: PaymentMethod
  readonly count: number
  readonly amountMinor: number
}

/** Money that this terminal took since a moment, by how; what was given back is taken off. */
export function listTaken(db: Database, terminalId: string, since: string): readonly Taken[] {
  return prepared<Taken>(
    db,
    `select payment_method as method, count(*) as count,
       sum(case when refund_of is null then amount else -amount end) as amountMinor
     from payments
     where terminal_id = ? and payment_date >= ? and status in ('completed', 'refunded')
     group by payment_method order by payment_method`,
  ).all(terminalId, since)
}

export interface DoneCount {
  readonly name: string
  readonly count: number
}

/** What was done at this terminal since a moment. */
export function listDone(db: Database, since: string): readonly DoneCount[] {
  return prepared<DoneCount>(
    db,
    'select name, count(*) as count from outbox where at >= ? group by name order by count(*) desc, name',
  ).all(since)
}
