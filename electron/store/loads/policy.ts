import type { Database } from 'better-sqlite3'
import type { DepositRule } from '../../../shared/domain/folio/deposit.ts'
import type { FeePolicy } from '../../../shared/domain/stay/no-show.ts'
import { prepared } from '../prepared.ts'

/** The policy of a stay's plan, or of the hotel's default plan; no plan, no fee. */
export function loadFeePolicy(db: Database, ratePlanId: string | null): FeePolicy {
  return (
    prepared<FeePolicy>(
      db,
      `select free_cancellation_days as freeCancellationDays, cancellation_fee_nights as cancellationFeeNights,
         no_show_fee_nights as noShowFeeNights
       from rate_plans where id = @ratePlanId or @ratePlanId is null and is_default = 1 limit 1`,
    ).get({ ratePlanId }) ?? { freeCancellationDays: 0, cancellationFeeNights: 0, noShowFeeNights: 0 }
  )
}

/** What the hotel's default plan asks for in advance; no plan, nothing. */
export function loadDepositRule(db: Database): DepositRule {
  return (
    prepared<DepositRule>(
      db,
      'select deposit_nights as nights, deposit_due_days as dueDays from rate_plans where is_default = 1 limit 1',
    ).get() ?? { nights: 0, dueDays: 0 }
  )
}
