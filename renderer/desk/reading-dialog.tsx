import type { CallError } from '../../shared/contract/errors.ts'
import { useWords } from '../language/use-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Refusal } from './refusal.tsx'

interface ReadingDialogProps {
  readonly title: string
  /** What is being read. */
  readonly reading: string
  /** It could not be read. */
  readonly error: CallError | undefined
  readonly onClose: () => void
}

/** Stands in a task's place while what it is about is being read; what is typed by then goes to the task's own dialog. */
export function ReadingDialog({ title, reading, error, onClose }: ReadingDialogProps) {
  const t = useWords()
  return (
    <Dialog title={title} closeLabel={t('action.close')} onClose={onClose} isReading={error === undefined}>
      {error ? <Refusal error={error} /> : <p className="faint">{reading}</p>}
    </Dialog>
  )
}
