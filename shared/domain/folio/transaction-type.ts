/** What a line of the folio ledger is. Charges are positive, payments and discounts negative; a folio's balance is the sum. */
export const transactionTypes = [
  'room_charge',
  'extra_charge',
  'tax',
  'discount',
  'payment',
  'refund',
  'adjustment',
] as const

export type TransactionType = (typeof transactionTypes)[number]
