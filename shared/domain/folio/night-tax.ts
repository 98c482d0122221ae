/** A tax that comes on top of a night's price. */
export interface NightTaxRule {
  readonly code: string
  readonly name: string
  readonly kind: 'vat' | 'city_tax'
  readonly ratePercent: number | null
  readonly perPersonMinor: number | null
  /** Children do not pay where the rule names an age. */
  readonly exemptUnderAge: number | null
  /** Nights of a stay after which no more is due. */
  readonly maxNights: number | null
}

export interface TaxedNight {
  readonly amountMinor: number
  readonly adults: number
  readonly children: number
  /** 0 for the first night of the stay. */
  readonly index: number
}

export interface TaxLine {
  readonly code: string
  readonly name: string
  readonly amountMinor: number
}

/** What is due for a night beside its price, each rule rounded half up by itself. Tax within the price is no line. */
export function nightTaxes(
  night: TaxedNight,
  rules: readonly NightTaxRule[],
  pricesIncludeTax: boolean,
): readonly TaxLine[] {
  return rules
    .filter((rule) => !(rule.kind === 'vat' && pricesIncludeTax))
    .filter((rule) => rule.maxNights === null || night.index < rule.maxNights)
    .map((rule) => ({ code: rule.code, name: rule.name, amountMinor: taxOf(night, rule) }))
    .filter((line) => line.amountMinor > 0)
}

function taxOf(night: TaxedNight, rule: NightTaxRule): number {
  // a percentage has three decimals at most, so the product is exact before it is rounded
  if (rule.ratePercent !== null) {
    return Math.floor((night.amountMinor * Math.round(rule.ratePercent * 1000) + 50_000) / 100_000)
  }
  const persons = night.adults + (rule.exemptUnderAge === null ? night.children : 0)
  return persons * (rule.perPersonMinor ?? 0)
}
