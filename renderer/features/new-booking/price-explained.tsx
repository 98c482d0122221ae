import { useCall } from '../../bridge/use-call.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { useLast } from '../../ui/use-last.ts'
import '../../desk/nightly.css'

interface PriceExplainedProps {
  readonly stay: {
    readonly arrival: string
    readonly departure: string
    readonly adults: number
    readonly children: number
    readonly roomTypeId: string
    readonly roomId: string | null
    readonly rateMinor: number | null
  }
}

/** What each night costs and why, line by line, and the taxes that come on top. */
export function PriceExplained({ stay }: PriceExplainedProps) {
  const t = useWords()
  const { day, amount, money } = useFormats()
  const { roomId, rateMinor, ...asked } = stay
  const read = useCall('booking.explainPrice', {
    ...asked,
    ...(roomId !== null && { roomId }),
    ...(rateMinor !== null && { rateMinor }),
  })
  const price = useLast(read.value)
  if (price === undefined) return null
  const taxMinor = price.taxes.reduce((sum, tax) => sum + tax.amountMinor, 0)
  return (
    <table className="ledger">
      <caption className="unseen">{t('nights.caption')}</caption>
      <tbody>
        {price.nights.map(({ night, amountMinor, lines }) => (
          <tr key={night}>
            <th scope="row">
              {day(night)}
              <span className="price-lines">
                {lines.map((line) => (
                  <span key={line.kind}>
                    {t(`price.${line.kind}`, { count: line.count })}{' '}
                    {lines.length > 1 && <span className="figure">{amount(line.amountMinor)}</span>}
                  </span>
                ))}
              </span>
            </th>
            <td className="figure">{amount(amountMinor)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {t('nights.total', { count: asked.arrival === asked.departure ? 0 : price.nights.length })}
          </th>
          <td className="figure">{money(price.totalMinor)}</td>
        </tr>
        {price.taxes.map((tax) => (
          <tr key={tax.name}>
            <th scope="row">{t('price.onTop', { tax: tax.name })}</th>
            <td className="figure">{amount(tax.amountMinor)}</td>
          </tr>
        ))}
        {taxMinor > 0 && (
          <tr className="ledger-sum">
            <th scope="row">{t('price.inAll')}</th>
            <td className="figure">{money(price.totalMinor + taxMinor)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  )
}
