import { laterOf } from '../calendar/days.ts'
import type { BillableNight, BillableStay } from '../folio/unposted.ts'
import type { PricedNight } from '../rate/nightly-price.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { BookingStatus } from './status.ts'

/** What leaving does: the day of departure as it was in truth, and what of it goes onto the folio first. */
export interface CheckOut {
  readonly departure: string
  /** Nights slept that were not on the folio yet. */
  readonly toPost: readonly BillableNight[]
  /** Nights slept past the booked departure: to be written down, and posted. */
  readonly added: readonly PricedNight[]
  /** The price of the day, when no night was slept and it was not posted yet. */
  readonly dayUseMinor: number | null
}

/**
 * Lets a guest leave on the business date, once nothing is owed.
 *
 *     leaves early      departure becomes today, later nights are let go and not charged
 *     leaves on time    every booked night is charged
 *     leaves overdue    `nightsPast` departure are charged too
 *     leaves on the day of arrival    day use: the day is charged
 *
 * Money owed to the guest does not keep them from leaving; it stays on the folio, in sight.
 */
export function checkOut(
  stay: BillableStay,
  balanceMinor: number,
  businessDate: string,
  nightsPast: readonly PricedNight[],
): Result<CheckOut, CheckOutError> {
  if (stay.status !== 'checked_in') return err({ code: 'stay_status', status: stay.status })
  const left = settleNights(stay, businessDate, nightsPast)
  const owedMinor = balanceMinor + sum(left.toPost) + sum(left.added) + (left.dayUseMinor ?? 0)
  if (owedMinor > 0) return err({ code: 'balance_open', balanceMinor: owedMinor })
  return ok(left)
}

/** Which nights a guest who leaves on the business date has slept, and which of them the folio lacks. */
export function settleNights(
  stay: BillableStay,
  businessDate: string,
  nightsPast: readonly PricedNight[],
): CheckOut {
  const departure = laterOf(businessDate, stay.arrival)
  const known = new Set(stay.nights.map(({ night }) => night))
  return {
    departure,
    toPost: stay.nights.filter(({ night, posted }) => !posted && stay.arrival <= night && night < departure),
    added: nightsPast.filter(
      ({ night }) => stay.departure <= night && night < departure && !known.has(night),
    ),
    dayUseMinor: departure === stay.arrival && !stay.dayUsePosted ? stay.dayRateMinor : null,
  }
}

export type CheckOutError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'balance_open'; readonly balanceMinor: number }

function sum(lines: readonly { readonly amountMinor: number }[]): number {
  return lines.reduce((total, { amountMinor }) => total + amountMinor, 0)
}
