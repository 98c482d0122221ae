import { Label, RadioGroup } from 'react-aria-components'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useRuleWords } from '../../desk/rule-words.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Pill } from '../../ui/mark.tsx'
import { RadioRow } from '../../ui/radio-row.tsx'

export type Quote = CallOutput<'booking.quote'>
export type QuotedType = Quote['types'][number]

interface AvailabilityProps {
  readonly quote: Quote
  readonly chosen: string | null
  readonly onChoose: (roomTypeId: string) => void
}

/** What is free by type for the dates, at what price, and the rules of sale in the way; one is chosen, a full one too. */
export function Availability({ quote, chosen, onChoose }: AvailabilityProps) {
  const t = useWords()
  return (
    <RadioGroup className="availability" value={chosen} onChange={onChoose}>
      <Label className="field-label">{t('new.types')}</Label>
      {quote.types.map((type) => (
        <RadioRow
          key={type.roomTypeId}
          value={type.roomTypeId}
          className="type-choice"
          isDisabled={!type.fits}
        >
          <TypeFacts type={type} nights={quote.nights} />
        </RadioRow>
      ))}
    </RadioGroup>
  )
}

function TypeFacts({ type, nights }: { readonly type: QuotedType; readonly nights: number }) {
  const t = useWords()
  const { amount, money } = useFormats()
  const rule = useRuleWords()
  const perNight = nights > 0 ? Math.round(type.totalMinor / nights) : type.totalMinor
  return (
    <>
      <span className="type-dot" aria-hidden="true" />
      <span className="type-name">
        <strong>{type.code}</strong> <span className="cut">{type.name}</span>
      </span>
      <span className="type-free">
        {!type.fits ? (
          <Pill tone="warn">{t('new.tooSmall', { count: type.maxOccupancy })}</Pill>
        ) : type.free > 0 ? (
          <Pill tone={type.free <= 2 ? 'warn' : 'good'}>{t('new.free', { count: type.free })}</Pill>
        ) : (
          <Pill tone="bad">{t('new.full')}</Pill>
        )}
      </span>
      {type.fits && type.violations.length > 0 && (
        <span className="type-rules">{type.violations.map(rule).join(' · ')}</span>
      )}
      <span className="figure soft">{t('new.perNight', { amount: amount(perNight) })}</span>
      <span className="figure type-total">{money(type.totalMinor)}</span>
    </>
  )
}
