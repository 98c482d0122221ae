import { useWords } from '../language/use-words.ts'
import { useFormats } from './use-formats.ts'
import './nightly.css'

interface NightlyProps {
  readonly nightly: readonly { readonly night: string; readonly amountMinor: number }[]
  readonly totalMinor: number
}

/** The price of each night, and their sum. */
export function Nightly({ nightly, totalMinor }: NightlyProps) {
  const t = useWords()
  const { day, amount, money } = useFormats()
  return (
    <table className="ledger">
      <caption className="unseen">{t('nights.caption')}</caption>
      <tbody>
        {nightly.map((price) => (
          <tr key={price.night}>
            <th scope="row">{day(price.night)}</th>
            <td className="figure">{amount(price.amountMinor)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('nights.total', { count: nightly.length })}</th>
          <td className="figure">{money(totalMinor)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
