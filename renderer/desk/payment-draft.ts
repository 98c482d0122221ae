import type { PaymentInput } from '../../shared/contract/calls/booking.ts'
import { paymentMethods, type PaymentMethod } from '../../shared/domain/folio/payment-method.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { MessageKey } from '../language/catalogue.ts'
import { parseMoney } from '../language/money.ts'

/** A payment as the clerk is filling it in: text, as typed. */
export interface PaymentDraft {
  readonly method: PaymentMethod
  readonly amount: string
  /** Cash only: what the guest hands over. */
  readonly tendered: string
  readonly reference: string
  /** Card only. */
  readonly lastFour: string
}

export type PaymentProblems = Partial<Readonly<Record<keyof PaymentDraft, MessageKey>>>

interface MoneyStyle {
  readonly currency: string
  readonly locale: string
}

export function emptyPayment(amount: string): PaymentDraft {
  return { method: 'cash', amount, tendered: '', reference: '', lastFour: '' }
}

/** The method behind a digit on the keyboard, '1' to '7'. */
export function methodForDigit(digit: string): PaymentMethod | undefined {
  return /^[1-9]$/.test(digit) ? paymentMethods[Number(digit) - 1] : undefined
}

/** Reads what was filled in, or tells what is wrong with each field. */
export function readPayment(draft: PaymentDraft, style: MoneyStyle): Result<PaymentInput, PaymentProblems> {
  const amount = parseMoney(draft.amount, style.currency, style.locale)
  const tendered =
    draft.method === 'cash' && draft.tendered.trim() !== ''
      ? parseMoney(draft.tendered, style.currency, style.locale)
      : null
  const lastFour = draft.method === 'card' ? draft.lastFour.trim() : ''
  const reference = draft.reference.trim()

  const problems: PaymentProblems = {
    ...(!amount.ok && { amount: `money.${amount.error.code}` }),
    ...(amount.ok && amount.value === 0 && { amount: 'money.zero' }),
    ...(tendered && !tendered.ok && { tendered: `money.${tendered.error.code}` }),
    ...(tendered?.ok === true &&
      amount.ok &&
      tendered.value < amount.value && { tendered: 'payment.tooLittle' }),
    ...(lastFour !== '' && !/^\d{4}$/.test(lastFour) && { lastFour: 'payment.fourDigits' }),
    ...(holdsCardNumber(reference) && { reference: 'payment.noCardNumber' }),
  }
  if (!amount.ok || Object.keys(problems).length > 0) return err(problems)
  return ok({
    method: draft.method,
    amountMinor: amount.value,
    reference,
    ...(tendered?.ok === true && { tenderedMinor: tendered.value }),
    ...(lastFour !== '' && { cardLastFour: lastFour }),
  })
}

/** What goes back to the guest; null unless more cash was handed over than is taken. */
export function changeOf(payment: PaymentInput): number | null {
  const { tenderedMinor } = payment
  return tenderedMinor === undefined ? null : tenderedMinor - payment.amountMinor
}

/** A card's full number must never be stored, not even by mistake in a reference. */
function holdsCardNumber(text: string): boolean {
  const runs = text.match(/\d(?:[ -]?\d){12,18}/g) ?? []
  return runs.some((run) => passesLuhn(run.replaceAll(/\D/g, '')))
}

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}
