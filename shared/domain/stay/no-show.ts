import { err, ok, type Result } from '../../kernel/result.ts'
import { nightsBetween } from '../calendar/days.ts'
import type { PlannedNight } from './change-stay.ts'
import { isExpected, type BookingStatus } from './status.ts'
import type { Stay } from './stay.ts'

/** What a guest who does not come is charged, by the plan that the stay was sold under. */
export interface FeePolicy {
  /** Days before the arrival until which a stay is called off for nothing. */
  readonly freeCancellationDays: number
  readonly cancellationFeeNights: number
  readonly noShowFeeNights: number
}

/** Somebody who was due in by now and has not come. */
export function noShow(stay: Stay, businessDate: string): Result<void, NoShowError> {
  if (!isExpected(stay.status)) return err({ code: 'stay_status', status: stay.status })
  if (stay.arrival > businessDate) return err({ code: 'not_due_in', arrival: stay.arrival })
  return ok(undefined)
}

export type NoShowError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'not_due_in'; readonly arrival: string }

export function noShowFee(policy: FeePolicy, nights: readonly PlannedNight[], dayRateMinor: number): number {
  return priceOfFirst(policy.noShowFeeNights, nights, dayRateMinor)
}

/** Nothing until the days before the arrival that the policy leaves free; then its first nights. */
export function cancellationFee(
  policy: FeePolicy,
  stay: Stay,
  businessDate: string,
  nights: readonly PlannedNight[],
  dayRateMinor: number,
): number {
  if (nightsBetween(businessDate, stay.arrival) >= policy.freeCancellationDays) return 0
  return priceOfFirst(policy.cancellationFeeNights, nights, dayRateMinor)
}

function priceOfFirst(count: number, nights: readonly PlannedNight[], dayRateMinor: number): number {
  if (nights.length === 0) return count > 0 ? dayRateMinor : 0
  return nights.slice(0, count).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
