import type { FolioLine } from '../../shared/contract/calls/booking.ts'
import { useWords } from '../language/use-words.ts'
import { Unsent } from './unsent.tsx'
import { useFormats } from './use-formats.ts'
import './nightly.css'

/** The rows of a folio, for the body of a ledger table. */
export function FolioLines({ lines }: { readonly lines: readonly FolioLine[] }) {
  const t = useWords()
  const { day, amount } = useFormats()
  return lines.map((line) => (
    <tr key={line.transactionId}>
      <th scope="row">
        <span className="ledger-line">
          <span className="faint ledger-day">{day(line.businessDate, 'short')}</span>
          <span>
            {line.description || t(`transaction.${line.type}`)} <Unsent unsent={line.unsent} />
          </span>
        </span>
      </th>
      <td className={line.amountMinor < 0 ? 'figure balance-credit' : 'figure'}>
        {amount(line.amountMinor)}
      </td>
    </tr>
  ))
}
