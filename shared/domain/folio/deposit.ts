import { addDays, laterOf } from '../calendar/days.ts'
import { isExpected, type BookingStatus } from '../stay/status.ts'

/** What a plan asks for in advance: so many nights, so long before the arrival. */
export interface DepositRule {
  readonly nights: number
  readonly dueDays: number
}

export interface AskedDeposit {
  readonly amountMinor: number
  /** The last day on which it is paid in time. */
  readonly dueOn: string
}

/** What the rule asks of a stay that is sold now; null where it asks nothing. A day without nights counts as one. */
export function askedDeposit(
  rule: DepositRule,
  stay: {
    readonly arrival: string
    readonly nightly: readonly { readonly amountMinor: number }[]
    readonly dayRateMinor: number
  },
  businessDate: string,
): AskedDeposit | null {
  const prices =
    stay.nightly.length === 0 ? [stay.dayRateMinor] : stay.nightly.map((night) => night.amountMinor)
  const amountMinor = prices.slice(0, rule.nights).reduce((sum, price) => sum + price, 0)
  if (amountMinor === 0) return null
  return { amountMinor, dueOn: laterOf(businessDate, addDays(stay.arrival, -rule.dueDays)) }
}

/** What a deposit comes to so far. */
export interface Deposit {
  readonly askedMinor: number
  /** What is not paid of it yet. */
  readonly openMinor: number
  readonly dueOn: string
  /** Something is open, and the day it was to be paid by has come. */
  readonly isDue: boolean
}

export interface DepositFacts {
  readonly status: BookingStatus
  readonly arrival: string
  readonly askedMinor: number
  /** Null: by the arrival. */
  readonly dueOn: string | null
  readonly paidMinor: number
  /** What the stay will have cost, less what was paid: nobody pays more in advance than that. */
  readonly owedMinor: number
}

/** The deposit of a stay that is still expected; from the arrival on there is one bill, and no deposit. */
export function depositOf(facts: DepositFacts, businessDate: string): Deposit | null {
  if (!isExpected(facts.status) || facts.askedMinor <= 0) return null
  const dueOn = facts.dueOn ?? facts.arrival
  const unpaidMinor = Math.max(0, facts.askedMinor - facts.paidMinor)
  const openMinor = Math.min(unpaidMinor, Math.max(0, facts.owedMinor))
  return { askedMinor: facts.askedMinor, openMinor, dueOn, isDue: openMinor > 0 && dueOn <= businessDate }
}
