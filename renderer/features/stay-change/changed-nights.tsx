import type { CallOutput } from '../../../shared/contract/index.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import type { Price } from './price-segments.tsx'

interface ChangedNightsProps {
  readonly nights: CallOutput<'booking.quoteChange'>['nights']
  readonly price: Price
}

/** The nights that come, go or cost something else. */
export function ChangedNights({ nights, price }: ChangedNightsProps) {
  const t = useWords()
  const { day, amount } = useFormats()
  const rows = nights
    .map((night) => ({ ...night, newMinor: price === 'keep' ? night.keepMinor : night.repriceMinor }))
    .filter(({ oldMinor, newMinor }) => oldMinor !== newMinor)
  if (rows.length === 0) return null
  return (
    <table className="ledger">
      <caption className="unseen">{t('change.nights')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('change.night')}</th>
          <th scope="col">{t('change.room')}</th>
          <th scope="col" className="figure">
            {t('change.before')}
          </th>
          <th scope="col" className="figure">
            {t('change.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ night, fromRoom, toRoom, oldMinor, newMinor }) => (
          <tr key={night}>
            <th scope="row">{day(night)}</th>
            <td>{toRoom ?? fromRoom ?? '—'}</td>
            <td className="figure">{oldMinor === null ? '—' : amount(oldMinor)}</td>
            <td className="figure">{newMinor === null ? '—' : amount(newMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
