import { useWords } from '../language/use-words.ts'
import { useFormats } from './use-formats.ts'

/** The change to give back, big enough to be read at arm's length; nothing when there is none. */
export function Change({ changeMinor }: { readonly changeMinor: number | null }) {
  const t = useWords()
  const { money } = useFormats()
  if (changeMinor === null) return null
  return (
    <output className="payment-change">
      {t('payment.change')} <strong>{money(changeMinor)}</strong>
    </output>
  )
}
