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
     where business_date in (select business_date from business_days where business_date >= date(@since, '-1 day'))
       and terminal_id = @terminalId and payment_date >= @since and status in ('completed', 'refunded')
     group by payment_method order by payment_method`,
  ).all({ terminalId, since })
}

export interface DoneCount {
  readonly name: string
  readonly count: number
}

/**
 * What was done at this terminal since a moment, as far as its last thousands of commands go. What the server would not
 * have was not done: it is counted with what needs attention.
 */
export function listDone(db: Database, since: string): readonly DoneCount[] {
  return prepared<DoneCount>(
    db,
    `select name, count(*) as count from outbox
     where seq between (select max(seq) from outbox) - 5000 and (select max(seq) from outbox) and at >= ?
       and status is not 'refused'
     group by name order by count(*) desc, name`,
  ).all(since)
}
