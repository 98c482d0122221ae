import { err, ok, type Result } from '../../kernel/result.ts'
import { holdsRoom, type BookingStatus } from '../stay/status.ts'
import type { PaymentMethod } from './payment-method.ts'

export interface Tender {
  readonly method: PaymentMethod
  readonly amountMinor: number
  /** Cash handed over. */
  readonly tenderedMinor?: number | undefined
  readonly cardLastFour?: string | undefined
}

/** What may be paid on a folio: what is owed now and what the stay will still cost. */
export interface Payable {
  readonly status: BookingStatus
  readonly balanceMinor: number
  readonly unpostedMinor: number
}

/**
 * Judges a payment. A guest may pay ahead for the whole stay and never more than that: what is over is change when it is
 * cash, and a slip of the finger otherwise. Gone or cancelled guests may pay what they still owe.
 */
export function takePayment(
  tender: Tender,
  payable: Payable,
): Result<{ readonly changeMinor: number }, PaymentError> {
  const misfit = findMisfit(tender)
  if (misfit !== null) return err(misfit)
  const mostMinor = Math.max(0, payable.balanceMinor + payable.unpostedMinor)
  if (mostMinor === 0 && !holdsRoom(payable.status))
    return err({ code: 'folio_closed', status: payable.status })
  if (tender.amountMinor > mostMinor) return err({ code: 'amount_exceeds_balance', mostMinor })
  return ok({ changeMinor: (tender.tenderedMinor ?? tender.amountMinor) - tender.amountMinor })
}

export type PaymentError =
  | { readonly code: 'invalid_input'; readonly field: string; readonly message: string }
  | { readonly code: 'folio_closed'; readonly status: BookingStatus }
  | { readonly code: 'amount_exceeds_balance'; readonly mostMinor: number }

function findMisfit(tender: Tender): PaymentError | null {
  const { method, amountMinor, tenderedMinor, cardLastFour } = tender
  if (tenderedMinor !== undefined && method !== 'cash') {
    return { code: 'invalid_input', field: 'payment.tenderedMinor', message: 'only cash gives change' }
  }
  if (tenderedMinor !== undefined && tenderedMinor < amountMinor) {
    return { code: 'invalid_input', field: 'payment.tenderedMinor', message: 'less than the amount' }
  }
  if (cardLastFour !== undefined && method !== 'card') {
    return { code: 'invalid_input', field: 'payment.cardLastFour', message: 'only a card has digits' }
  }
  return null
}
