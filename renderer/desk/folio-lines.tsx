import { RotateCcw } from 'lucide-react'
import type { FolioLine } from '../../shared/contract/calls/booking.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Unsent } from './unsent.tsx'
import { useFormats } from './use-formats.ts'
import { useLineWords } from './use-line-words.ts'
import './nightly.css'

interface FolioLinesProps {
  readonly lines: readonly FolioLine[]
  /** Asked to take a charge back; left out where nothing is. */
  readonly onTakeBack?: ((line: FolioLine) => void) | undefined
}

/** The rows of a folio, for the body of a ledger table of three columns: day, what, amount. */
export function FolioLines({ lines, onTakeBack }: FolioLinesProps) {
  const t = useWords()
  const { day, amount } = useFormats()
  const lineWords = useLineWords()
  return lines.map((line) => (
    <tr key={line.transactionId}>
      <td className="faint ledger-day">{day(line.businessDate, 'short')}</td>
      <th scope="row">
        {lineWords(line.description) || t(`transaction.${line.type}`)} <Unsent unsent={line.unsent} />
        {onTakeBack && line.takesBack && (
          <Button
            kind="quiet"
            size="small"
            icon={<RotateCcw />}
            name={t('takeBack.line', { what: lineWords(line.description) })}
            onPress={() => onTakeBack(line)}
          />
        )}
      </th>
      <td className={line.amountMinor < 0 ? 'figure balance-credit' : 'figure'}>
        {amount(line.amountMinor)}
      </td>
    </tr>
  ))
}
