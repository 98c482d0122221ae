import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { useWords } from '../language/use-words.ts'
import { useFormats } from './use-formats.ts'
import { useHotel } from './use-hotel.ts'

export type Deposit = NonNullable<BookingDetail['deposit']>

/** What is to be said of a deposit: since when it is due, by when, or that it is paid. */
export function useDepositWords(): (deposit: Deposit) => string {
  const t = useWords()
  const { businessDate } = useHotel()
  const { day, money } = useFormats()
  return ({ openMinor, dueOn, isDue }) => {
    if (openMinor === 0) return t('deposit.paid')
    const values = { amount: money(openMinor), day: day(dueOn) }
    if (dueOn === businessDate) return t('deposit.dueToday', values)
    return t(isDue ? 'deposit.due' : 'deposit.open', values)
  }
}
