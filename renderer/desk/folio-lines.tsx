import type { FolioLine } from '../../shared/contract/calls/booking.ts'
import { useWords } from '../language/use-words.ts'
import { Unsent } from './unsent.tsx'
import { useFormats } from './use-formats.ts'
import { useLineWords } from './use-line-words.ts'
import './nightly.css'

/** The rows of a folio, for the body of a ledger table of three columns: day, what, amount. */
export function FolioLines({ lines }: { readonly lines: readonly FolioLine[] }) {
  const t = useWords()
  const { day, amount } = useFormats()
  const lineWords = useLineWords()
  return lines.map((line) => (
    <tr key={line.transactionId}>
      <td className="faint ledger-day">{day(line.businessDate, 'short')}</td>
      <th scope="row">
        {lineWords(line.description) || t(`transaction.${line.type}`)} <Unsent unsent={line.unsent} />
      </th>
      <td className={line.amountMinor < 0 ? 'figure balance-credit' : 'figure'}>
        {amount(line.amountMinor)}
      </td>
    </tr>
  ))
}
