import { useWords } from '../../language/use-words.ts'
import { barLooks, type BarLook } from './bar-look.ts'

const shown = [
  'dueIn',
  'inHouse',
  'dueOut',
  'overdue',
  'expected',
  'pending',
  'left',
] as const satisfies readonly BarLook[]

/** What the signs and colours of the bars mean. */
export function RackLegend() {
  const t = useWords()
  return (
    <ul className="rack-legend" aria-label={t('rack.legend')}>
      {shown.map((look) => (
        <li key={look}>
          <span className="rack-legend-sign" data-look={look} aria-hidden="true" />
          {t(barLooks[look])}
        </li>
      ))}
    </ul>
  )
}
