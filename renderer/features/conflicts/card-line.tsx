import type { ConflictCard } from '../../../shared/contract/calls/conflict.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Pill, Sign } from '../../ui/mark.tsx'
import { cardDone, cardTitle, hangsOn, settledText } from './conflict-words.ts'

const signs = {
  open: { shape: 'triangle', tone: 'bad' },
  forecast: { shape: 'triangle', tone: 'warn' },
  moved: { shape: 'diamond', tone: 'accent' },
  settled: { shape: 'check', tone: 'good' },
} as const

/** A card in the list: what it is about, whom, and what was done where. */
export function CardLine({ card }: { readonly card: ConflictCard }) {
  const t = useWords()
  const formats = useFormats()
  const hangs = card.state === 'settled' ? null : hangsOn(t, card, formats)
  const settled = settledText(t, card, formats)
  return (
    <>
      <Sign {...signs[card.state]} label={t(`conflict.state.${card.state}`)} />
      <span className="conflict-card-title">
        <strong className="cut">{cardTitle(t, card)}</strong>
        {card.state === 'forecast' && <Pill tone="warn">{t('conflict.will')}</Pill>}
        {card.status === 'checked_in' && <Pill tone="accent">{t('status.checked_in')}</Pill>}
      </span>
      {card.guestName !== null && (
        <span className="conflict-card-guest cut">
          {card.guestName}
          {card.arrival !== null && card.departure !== null && (
            <span className="soft"> · {formats.days(card.arrival, card.departure)}</span>
          )}
        </span>
      )}
      <span className="conflict-card-done cut">
        {settled ?? `${cardDone(t, card)} · ${formats.moment(card.at)}`}
      </span>
      {hangs !== null && <span className="conflict-card-hangs cut">{hangs}</span>}
    </>
  )
}
