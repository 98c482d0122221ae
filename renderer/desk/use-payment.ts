import { useState } from 'react'
import type { PaymentInput } from '../../shared/contract/calls/booking.ts'
import { useLocale } from '../language/language.ts'
import { formatAmount } from '../language/money.ts'
import {
  changeOf,
  emptyPayment,
  readPayment,
  type PaymentDraft,
  type PaymentProblems,
} from './payment-draft.ts'
import { useHotel } from './use-hotel.ts'

export interface PaymentForm {
  readonly draft: PaymentDraft
  readonly setDraft: (draft: PaymentDraft) => void
  /** What is wrong, once the clerk has tried to finish; nothing nags before. */
  readonly problems: PaymentProblems
  readonly changeMinor: number | null
  /** The amount as it stands; null while it cannot be read. */
  readonly amountMinor: number | null
  /** The payment, or undefined with the problems shown. */
  readonly submit: () => PaymentInput | undefined
}

/** A payment being filled in, starting from what is due. */
export function usePayment(dueMinor: number): PaymentForm {
  const { currency } = useHotel()
  const locale = useLocale()
  const [draft, setDraft] = useState(() =>
    emptyPayment(dueMinor > 0 ? formatAmount(locale, currency, dueMinor) : ''),
  )
  const [tried, setTried] = useState(false)
  const read = readPayment(draft, { currency, locale })

  return {
    draft,
    setDraft,
    problems: tried && !read.ok ? read.error : {},
    changeMinor: read.ok ? changeOf(read.value) : null,
    amountMinor: read.ok ? read.value.amountMinor : null,
    submit() {
      setTried(true)
      return read.ok ? read.value : undefined
    },
  }
}
