import type { Letter } from './letter.ts'

/** What a bill says, ready to be set: amounts summed, names resolved, nothing left to decide but the layout. */
export interface Bill extends Letter {
  readonly roomNumber: string | null
  /** The folio, oldest first: charges positive, payments negative. */
  readonly posted: readonly BillLine[]
  /** Nights still to be posted: what the stay will cost beyond what is on the folio. */
  readonly expected: readonly BillLine[]
}

export interface BillLine {
  readonly businessDate: string
  /** As it stands in the hotel's books. */
  readonly description: string
  readonly amountMinor: number
}

interface BillTotals {
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
