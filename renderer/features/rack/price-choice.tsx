import { useState } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { AgreedPrice, type Agreed } from './agreed-price.tsx'

export type ChangeQuote = CallOutput<'booking.quoteChange'>

interface PriceChoiceProps {
  readonly quote: ChangeQuote | undefined
  readonly isBusy: boolean
  readonly onChoose: (price: 'keep' | 'reprice') => void
  /** A third way, where there is one: the price a manager agreed to. */
  readonly onAgree?: (agreed: Agreed) => void
}

/** What the whole stay costs either way; one button where both come to the same. */
export function PriceChoice({ quote, isBusy, onChoose, onAgree }: PriceChoiceProps) {
  const t = useWords()
  const { money } = useFormats()
  const [agreeing, setAgreeing] = useState(false)
  if (quote === undefined) return <span className="faint">{t('app.opening')}</span>
  if (agreeing && onAgree !== undefined) return <AgreedPrice isBusy={isBusy} onAgree={onAgree} />
  const { oldTotalMinor, keepTotalMinor, repriceTotalMinor } = quote
  const same = keepTotalMinor === repriceTotalMinor
  return (
    <>
      {oldTotalMinor !== keepTotalMinor && (
        <span className="soft">{t('rack.strip.was', { amount: money(oldTotalMinor) })}</span>
      )}
      <Button kind="primary" autoFocus isBusy={isBusy} onPress={() => onChoose('keep')}>
        {t(same ? 'rack.strip.same' : 'rack.strip.keep', { amount: money(keepTotalMinor) })}
      </Button>
      {!same && (
        <Button isBusy={isBusy} onPress={() => onChoose('reprice')}>
          {t('rack.strip.reprice', { amount: money(repriceTotalMinor) })}
        </Button>
      )}
      {onAgree !== undefined && <Button onPress={() => setAgreeing(true)}>{t('rack.strip.manager')}</Button>}
    </>
  )
}
