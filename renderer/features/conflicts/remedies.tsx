import type { ConflictCard } from '../../../shared/contract/calls/conflict.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/mark.tsx'
import { remedyText, type RemedyHere } from './conflict-words.ts'

interface RemediesProps {
  readonly card: ConflictCard
  readonly remedies: readonly RemedyHere[]
  readonly running: boolean
  readonly onTake: (remedy: RemedyHere) => void
}

/** What can be done, the best first, each with its number on the keyboard. */
export function Remedies({ card, remedies, running, onTake }: RemediesProps) {
  const t = useWords()
  const formats = useFormats()
  return (
    <ol className="conflict-remedies">
      {remedies.map((remedy, index) => (
        <li key={keyOf(remedy)}>
          <Button
            kind={index === 0 ? 'primary' : 'plain'}
            isBusy={running}
            hint={index === 0 ? `${index + 1} ⏎` : String(index + 1)}
            aria-keyshortcuts={index === 0 ? '1 Enter' : String(index + 1)}
            onPress={() => onTake(remedy)}
          >
            <span className="cut">{remedyText(t, card, remedy, formats)}</span>
            {'ready' in remedy && !remedy.ready && <Pill tone="warn">{t('remedy.notReady')}</Pill>}
          </Button>
        </li>
      ))}
    </ol>
  )
}

function keyOf(remedy: RemedyHere): string {
  if ('roomId' in remedy) return `${remedy.kind} ${remedy.roomId}`
  return 'bookingId' in remedy ? `${remedy.kind} ${remedy.bookingId}` : remedy.kind
}
