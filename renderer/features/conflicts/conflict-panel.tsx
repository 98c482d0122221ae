import type { ConflictDetail } from '../../../shared/contract/calls/conflict.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { english } from '../../language/english.ts'
import type { MessageKey } from '../../language/catalogue.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { cardDone, cardTitle, hangsOn, settledText, type RemedyHere } from './conflict-words.ts'
import { DecisionForm, type Asking } from './decision-form.tsx'
import { Remedies } from './remedies.tsx'
import { Sides } from './sides.tsx'
import type { Decision } from './use-settle.ts'
import { Versions } from './versions.tsx'

interface ConflictPanelProps {
  readonly detail: ConflictDetail
  readonly remedies: readonly RemedyHere[]
  readonly maySettle: boolean
  readonly asking: Asking | null
  readonly mine: ReadonlySet<string>
  readonly running: boolean
  readonly error: CallError | undefined
  readonly onChooseVersion: (column: string, mine: boolean) => void
  readonly onTake: (remedy: RemedyHere) => void
  readonly onDecide: (decision: Decision) => void
  readonly onBack: () => void
  readonly onOpen: (bookingId: string) => void
}

/** One card, all of it: both sides beside each other, and what can be done about it. */
export function ConflictPanel({ detail, remedies, maySettle, asking, ...props }: ConflictPanelProps) {
  const t = useWords()
  const formats = useFormats()
  const { card, mine, theirs, versions, money } = detail
  const hangs = hangsOn(t, card, formats)
  const settled = settledText(t, card, formats)
  return (
    <section className="conflict-panel" aria-label={cardTitle(t, card)} data-card-id={card.cardId}>
      <header className="conflict-head">
        <h2>{cardTitle(t, card)}</h2>
        <p className="soft">
          {cardDone(t, card)} · {formats.moment(card.at)}
          {card.offline && `, ${t('conflict.offline')}`}
        </p>
        {hangs !== null && <p className="soft">{hangs}</p>}
      </header>
      {card.state === 'forecast' && <NoticeBox tone="warn">{t('conflict.forecast')}</NoticeBox>}
      {card.kind === 'already_settled' && <NoticeBox tone="accent">{t('conflict.told')}</NoticeBox>}
      {settled !== null && <NoticeBox tone={card.state === 'moved' ? 'accent' : 'good'}>{settled}</NoticeBox>}
      {money.length > 0 && (
        <NoticeBox tone="warn" title={t('conflict.money')}>
          <ul>
            {money.map((one) => (
              <li key={one.id}>
                {t(`conflict.money.${one.kind}`, { text: one.text })}: {formats.money(one.amountMinor)}
                {reasonOf(t, one.reason)}
              </li>
            ))}
          </ul>
        </NoticeBox>
      )}
      {mine !== null && <Sides card={card} mine={mine} theirs={theirs} onOpen={props.onOpen} />}
      {versions.length > 0 && (
        <Versions card={card} versions={versions} mine={props.mine} onChoose={props.onChooseVersion} />
      )}
      {card.state !== 'settled' && (
        <div className="conflict-actions">
          <h3>{t('remedies.title')}</h3>
          <Refusal error={props.error} />
          {!maySettle && <p className="soft">{t('remedies.readOnly')}</p>}
          {maySettle && asking !== null && (
            <DecisionForm
              key={asking}
              asking={asking}
              running={props.running}
              onDecide={props.onDecide}
              onBack={props.onBack}
            />
          )}
          {maySettle && asking === null && remedies.length > 0 && (
            <Remedies card={card} remedies={remedies} running={props.running} onTake={props.onTake} />
          )}
          {maySettle && asking === null && detail.againAt !== null && (
            <p className="soft">{t('remedies.againAt', { desk: detail.againAt })}</p>
          )}
          {maySettle && remedies.length === 0 && <p className="soft">{t('remedies.none')}</p>}
        </div>
      )}
    </section>
  )
}

function reasonOf(t: (key: MessageKey) => string, reason: string): string {
  const key = `conflict.money.${reason}`
  return isMessageKey(key) ? `, ${t(key)}` : ''
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(english, key)
}
