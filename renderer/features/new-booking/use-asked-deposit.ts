import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useWords } from '../../language/use-words.ts'
import type { QuotedType } from './availability.tsx'
import type { BookingDraft } from './booking-draft.ts'

export interface AskedDeposit {
  /** What the hotel's plan asks for. */
  readonly plan: QuotedType['deposit']
  /** The day shown. */
  readonly dueOn: string
  /** What goes with the booking; nothing where the plan's stands. */
  readonly input: { readonly deposit?: { readonly amountMinor: number; readonly dueOn: string } }
  readonly problem: string | undefined
}

/** What is paid in advance of a booking in the making: as typed, or as the hotel's plan asks. */
export function useAskedDeposit(
  { deposit, depositDueOn }: Pick<BookingDraft, 'deposit' | 'depositDueOn'>,
  type: QuotedType | undefined,
  totalMinor: number,
): AskedDeposit {
  const t = useWords()
  const locale = useLocale()
  const { businessDate, currency } = useHotel()
  const plan = type?.deposit ?? null
  const dueOn = depositDueOn ?? plan?.dueOn ?? businessDate
  if (deposit.trim() === '') {
    const isMoved = plan !== null && depositDueOn !== null
    return {
      plan,
      dueOn,
      input: isMoved ? { deposit: { amountMinor: plan.amountMinor, dueOn } } : {},
      problem: undefined,
    }
  }
  const typed = parseMoney(deposit, currency, locale)
  if (!typed.ok) return { plan, dueOn, input: {}, problem: t(`money.${typed.error.code}`) }
  return {
    plan,
    dueOn,
    input: { deposit: { amountMinor: typed.value, dueOn } },
    problem: typed.value > totalMinor ? t('deposit.tooMuch') : undefined,
  }
}
