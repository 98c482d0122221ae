/** What a bill says, ready to be set: amounts summed, names resolved, nothing left to decide but the layout. */
export interface Bill {
  readonly language: 'en' | 'pt'
  readonly currency: string
  readonly timeZone: string
  readonly hotel: {
    readonly name: string
    readonly legalName: string
    readonly taxId: string
    /** Street, postal code and town, country: one line each. */
    readonly address: readonly string[]
    readonly phone: string
    readonly email: string
  }
  readonly bookingCode: string
  readonly guestName: string
  readonly guestAddress: readonly string[]
  readonly roomNumber: string | null
  readonly roomType: string
  readonly arrival: string
  readonly departure: string
  readonly nights: number
  readonly adults: number
  readonly children: number
  /** The folio, oldest first: charges positive, payments negative. */
  readonly posted: readonly BillLine[]
  /** Nights still to be posted: what the stay will cost beyond what is on the folio. */
  readonly expected: readonly BillLine[]
  /** Prices contain tax. */
  readonly pricesIncludeTax: boolean
  readonly businessDate: string
  /** UTC text. */
  readonly printedAt: string
  readonly printedBy: string
  /** Something on it has not reached the server yet: said on the paper, so that nobody takes it for the last word. */
  readonly unsent: boolean
}

export interface BillLine {
  readonly businessDate: string
  readonly description: string
  readonly amountMinor: number
}

export interface BillTotals {
  readonly chargesMinor: number
  readonly paymentsMinor: number
  readonly balanceMinor: number
  readonly expectedMinor: number
  readonly toPayMinor: number
}

/** Charges and payments apart, what is owed now, and what will be owed with the nights to come. */
export function billTotals(bill: Bill): BillTotals {
  const chargesMinor = sum(bill.posted.filter((line) => line.amountMinor > 0))
  const paymentsMinor = sum(bill.posted.filter((line) => line.amountMinor < 0))
  const expectedMinor = sum(bill.expected)
  const balanceMinor = chargesMinor + paymentsMinor
  return {
    chargesMinor,
    paymentsMinor,
    balanceMinor,
    expectedMinor,
    toPayMinor: balanceMinor + expectedMinor,
  }
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, line) => total + line.amountMinor, 0)
}
