import type { DeskNote } from '../../shared/contract/calls/note.ts'
import { useAction } from '../bridge/use-action.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/mark.tsx'
import { useMay } from './may.ts'
import { Refusal } from './refusal.tsx'
import { useFormats } from './use-formats.ts'
import { useHotel } from './use-hotel.ts'
import './note-item.css'

/** Something that was left for somebody, and the word that it is done. */
export function NoteItem({ note }: { readonly note: DeskNote }) {
  const t = useWords()
  const may = useMay()
  const { moment, day } = useFormats()
  const { businessDate } = useHotel()
  const done = useAction('note.done')
  const what = t(`note.done.${note.kind}`)
  const when = [note.dueOn === null ? null : day(note.dueOn), note.dueAt].filter(Boolean).join(' ')
  return (
    <li className="note-item">
      <p className="note-item-head">
        <strong>{t(`note.kind.${note.kind}`)}</strong>
        {note.department && <span className="soft">{t(`note.department.${note.department}`)}</span>}
        {when !== '' && <span className="soft">{when}</span>}
        {note.popsUp && <span className="soft">{t(`note.popsUp.${note.popsUp}`)}</span>}
        {note.urgent && <Pill tone="bad">{t('note.urgent')}</Pill>}
        {note.dueOn !== null && note.dueOn < businessDate && <Pill tone="warn">{t('note.overdue')}</Pill>}
      </p>
      <p className="note-item-body">{note.body}</p>
      <p className="note-item-foot">
        <span className="faint">{t('note.by', { name: note.createdBy, at: moment(note.createdAt) })}</span>
        {may('note.done') && (
          <Button size="small" isBusy={done.running} onPress={() => void done.run({ noteId: note.noteId })}>
            {what}
            <span className="unseen">{note.body}</span>
          </Button>
        )}
      </p>
      <Refusal error={done.error} />
    </li>
  )
}
