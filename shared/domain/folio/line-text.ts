import type { PaymentMethod } from './payment-method.ts'

/*
 * What the lines of a folio say. They are kept with the line and printed on bills, so they are words of the hotel's
 * books and not of a window.
 */

export function nightText(night: string): string {
  return `Room, night of ${night}`
}

export function dayUseText(day: string): string {
  return `Room, day of ${day}`
}

export function paymentText(method: PaymentMethod, code: string): string {
  return `${methodNames[method]} ${code}`
}

const methodNames: Record<PaymentMethod, string> = {
  cash: 'Cash',
  card: 'Card',
  bank_transfer: 'Bank transfer',
  mobile_wallet: 'Mobile wallet',
  voucher: 'Voucher',
  city_ledger: 'City ledger',
  other: 'Payment',
}

export const noShowText = 'No-show fee'
export const cancellationText = 'Cancellation fee'

export function lateCheckOutText(until: string): string {
  return `Late check-out until ${until}`
}

export function taxText(name: string, night: string): string {
  return `${name}, night of ${night}`
}

export function reversalText(description: string): string {
  return `Taken back: ${description}`.slice(0, 200)
}
