import { useCall } from '../../bridge/use-call.ts'
import { NoteItem } from '../../desk/note-item.tsx'
import { useWords } from '../../language/use-words.ts'
import { Section } from './section.tsx'

/** Messages, tasks, calls and alerts of this stay that are still open; nothing where there are none. */
export function LeftWords({ bookingId }: { readonly bookingId: string }) {
  const t = useWords()
  const notes = useCall('note.list', { bookingId }).value?.notes ?? []
  if (notes.length === 0) return null
  return (
    <Section title={t('note.open')}>
      <ul className="note-list">
        {notes.map((note) => (
          <NoteItem key={note.noteId} note={note} />
        ))}
      </ul>
    </Section>
  )
}
