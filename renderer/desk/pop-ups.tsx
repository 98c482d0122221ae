import { useCall } from '../bridge/use-call.ts'
import { useWords } from '../language/use-words.ts'
import { NoticeBox } from '../ui/notice-box.tsx'
import { NoteItem } from './note-item.tsx'

interface PopUpsProps {
  readonly bookingId: string
  readonly at: 'check_in' | 'check_out'
}

/** What somebody wanted not to be forgotten when this guest comes, or goes. It keeps nobody from going on. */
export function PopUps({ bookingId, at }: PopUpsProps) {
  const t = useWords()
  const { value } = useCall('note.list', { bookingId, popsUp: at })
  if (!value || value.notes.length === 0) return null
  return (
    <NoticeBox tone="warn" announce title={t('note.popsUpNow')}>
      <ul className="note-list">
        {value.notes.map((note) => (
          <NoteItem key={note.noteId} note={note} />
        ))}
      </ul>
    </NoticeBox>
  )
}
