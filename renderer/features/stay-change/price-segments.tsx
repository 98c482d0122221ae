import type { CallOutput } from '../../../shared/contract/index.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Segments } from '../../ui/segments.tsx'

export type Price = 'keep' | 'reprice'

interface PriceSegmentsProps {
  readonly quote: CallOutput<'booking.quoteChange'>
  readonly price: Price
  readonly onPrice: (price: Price) => void
}

/** What the whole stay costs either way, beside what it cost; nothing to choose where both are the same. */
export function PriceSegments({ quote, price, onPrice }: PriceSegmentsProps) {
  const t = useWords()
  const { money } = useFormats()
  const { oldTotalMinor, keepTotalMinor, repriceTotalMinor } = quote
  return (
    <div className="change-price">
      <span className="soft">{t('change.was', { amount: money(oldTotalMinor) })}</span>
      {keepTotalMinor === repriceTotalMinor ? (
        <strong>{t('change.keep', { amount: money(keepTotalMinor) })}</strong>
      ) : (
        <Segments
          label={t('change.price')}
          chosen={price}
          onChoose={onPrice}
          choices={[
            { value: 'keep', label: t('change.keep', { amount: money(keepTotalMinor) }) },
            { value: 'reprice', label: t('change.reprice', { amount: money(repriceTotalMinor) }) },
          ]}
        />
      )}
    </div>
  )
}
