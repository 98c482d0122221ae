import { paymentMethods, type PaymentMethod } from './payment-method.ts'

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

/** What a line of a folio says, taken apart again: so that it can be said in the language of whoever reads it. */
export type LineText =
  | { readonly kind: 'night' | 'dayUse'; readonly day: string }
  | { readonly kind: 'tax'; readonly name: string; readonly day: string }
  | { readonly kind: 'payment'; readonly method: PaymentMethod; readonly code: string }
  | { readonly kind: 'lateCheckOut'; readonly until: string }
  | { readonly kind: 'noShow' | 'cancellation' }
  | { readonly kind: 'reversal'; readonly of: LineText }
  | { readonly kind: 'typed'; readonly text: string }

/** What somebody typed, or an earlier version wrote, is left as it is. */
export function readLineText(text: string): LineText {
  if (text === noShowText) return { kind: 'noShow' }
  if (text === cancellationText) return { kind: 'cancellation' }
  const [, taken] = /^Taken back: (.+)$/s.exec(text) ?? []
  if (taken !== undefined) return { kind: 'reversal', of: readLineText(taken) }
  const [, what, part, day] = /^(.+), (night|day) of (\d{4}-\d{2}-\d{2})$/s.exec(text) ?? []
  if (what !== undefined && day !== undefined) {
    if (what === 'Room') return { kind: part === 'day' ? 'dayUse' : 'night', day }
    if (part === 'night') return { kind: 'tax', name: what, day }
  }
  const [, until] = /^Late check-out until (\d{2}:\d{2})$/.exec(text) ?? []
  if (until !== undefined) return { kind: 'lateCheckOut', until }
  const paid = paymentMethods.find((method) => isPaymentText(text, method))
  if (paid !== undefined)
    return { kind: 'payment', method: paid, code: text.slice(methodNames[paid].length + 1) }
  return { kind: 'typed', text }
}

function isPaymentText(text: string, method: PaymentMethod): boolean {
  const name = methodNames[method]
  return text.startsWith(`${name} `) && /^(?:P-)?[A-Z]{1,4}\d+-[0-9A-Z]$/.test(text.slice(name.length + 1))
}
