/** How money changes hands, as stored. */
export const paymentMethods = [
  'cash',
  'card',
  'bank_transfer',
  'mobile_wallet',
  'voucher',
  'city_ledger',
  'other',
] as const

export type PaymentMethod = (typeof paymentMethods)[number]
