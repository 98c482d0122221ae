import { Nightly } from '../../desk/nightly.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Pill } from '../../ui/mark.tsx'
import type { ReadWalkIn } from './use-walk-in-line.ts'

/** The room that the line would give, why that one, and what it costs. */
export function OfferedRoom({ read: { offer, said } }: { readonly read: ReadWalkIn }) {
  const t = useWords()
  const { day, money } = useFormats()
  if (offer === null) return null
  return (
    <section className="offered-room" aria-live="polite">
      <div className="offered-facts">
        <h3 className="offered-number">{t('walk.room', { room: offer.roomNumber })}</h3>
        <p>
          <strong>{offer.roomTypeCode}</strong> {offer.roomTypeName}{' '}
          <Pill>{t(`room.${offer.housekeeping}`)}</Pill>
        </p>
        <p className="soft">{offer.reasons.map((reason) => t(`walk.why.${reason}`)).join(', ')}</p>
        <p>
          {said.nights === 0
            ? t('walk.is.nights', { count: 0 })
            : t('walk.until', { day: day(said.departure, 'weekday') })}
          {' · '}
          {t('walk.is.party', { adults: said.adults, children: said.children })}
          {' · '}
          {said.method === null ? t('walk.unpaid') : t('walk.paidBy', { method: t(`method.${said.method}`) })}
        </p>
        {offer.totalMinor !== offer.listMinor && (
          <p className="soft">{t('walk.list', { amount: money(offer.listMinor) })}</p>
        )}
      </div>
      <Nightly nightly={offer.nightly} totalMinor={offer.totalMinor} />
    </section>
  )
}
