import type { TextFieldProps } from '../ui/text-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useLocale } from '../language/language.ts'
import { formatAmount, parseMoney } from '../language/money.ts'
import { useHotel } from './use-hotel.ts'

interface MoneyFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'inputMode'> {
  /** As typed; `parseMoney` reads it. */
  readonly text: string
  readonly onText: (text: string) => void
}

/** An amount in the hotel's currency: typed as people type, written out properly when left. */
export function MoneyField({ text, onText, ...rest }: MoneyFieldProps) {
  const { currency } = useHotel()
  const locale = useLocale()

  function tidy() {
    const parsed = parseMoney(text, currency, locale)
    if (parsed.ok) onText(formatAmount(locale, currency, parsed.value))
  }

  return (
    <TextField
      {...rest}
      value={text}
      onChange={onText}
      onBlur={tidy}
      inputMode="decimal"
      autoComplete="off"
    />
  )
}
