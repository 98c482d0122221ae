/** What was agreed with a group: a price of the night in some types, and from when to when it stays. */
export interface GroupTerms {
  /** Minor units, by room type. */
  readonly rates: Readonly<Record<string, number>>
  /** Null while it has no stay. */
  readonly arrival: string | null
  readonly departure: string | null
}

export interface GroupSale {
  readonly roomTypeId: string
  readonly arrival: string
  readonly departure: string
  /** What is asked for each night of this stay in place of any other price. */
  readonly rateMinor?: number | undefined
}

export interface GroupPrice {
  /** For each night; undefined where the hotel's own price stands. */
  readonly rateMinor: number | undefined
  /** The part of it that nobody has agreed to yet: a manager answers for it where it is below the hotel's own. */
  readonly unagreedMinor: number | undefined
}

/**
 * The price at which a room is added to a group: what was agreed, unless another is asked for. The agreement is for the
 * group's own days; on others the price is offered all the same, but somebody has to answer for it anew.
 */
export function groupPrice(terms: GroupTerms, sale: GroupSale): GroupPrice {
  const agreed = terms.rates[sale.roomTypeId]
  const rateMinor = sale.rateMinor ?? agreed
  const isAgreed =
    agreed !== undefined && rateMinor !== undefined && rateMinor >= agreed && isWithin(terms, sale)
  return { rateMinor, unagreedMinor: isAgreed ? undefined : rateMinor }
}

function isWithin({ arrival, departure }: GroupTerms, sale: GroupSale): boolean {
  return arrival !== null && departure !== null && sale.arrival >= arrival && sale.departure <= departure
}
