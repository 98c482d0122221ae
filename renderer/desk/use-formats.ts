import { useMemo } from 'react'
import { formatDay, formatDays, formatMoment, formatTime } from '../language/format-date.ts'
import { useLocale } from '../language/language.ts'
import { formatAmount, formatMoney } from '../language/money.ts'
import { useHotel } from './use-hotel.ts'

export interface Formats {
  /** With the currency sign. */
  readonly money: (amountMinor: number) => string
  /** Without it, for columns. */
  readonly amount: (amountMinor: number) => string
  readonly day: (day: string, length?: 'full' | 'weekday' | 'short') => string
  readonly days: (from: string, to: string) => string
  readonly moment: (instant: string) => string
  readonly time: (instant: string) => string
}

/** How this hotel's amounts, days and moments are written in the language chosen. */
export function useFormats(): Formats {
  const locale = useLocale()
  const { currency, timeZone } = useHotel()
  return useMemo(
    () => ({
      money: (amountMinor) => formatMoney(locale, currency, amountMinor),
      amount: (amountMinor) => formatAmount(locale, currency, amountMinor),
      day: (day, length) => formatDay(locale, day, length),
      days: (from, to) => formatDays(locale, from, to),
      moment: (instant) => formatMoment(locale, instant, timeZone),
      time: (instant) => formatTime(locale, instant, timeZone),
    }),
    [locale, currency, timeZone],
  )
}
