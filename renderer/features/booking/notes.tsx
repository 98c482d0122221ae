import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { noteWords } from '../../desk/note-words.ts'
import { useWords, type Words } from '../../language/use-words.ts'
import { Section } from './section.tsx'

/** What the guest asked for and what colleagues left; nothing where there is nothing. */
export function Notes({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const notes = [
    { title: t('notes.requests'), text: booking.specialRequests },
    { title: t('notes.internal'), text: noteWords(t, booking.internalNotes) },
    { title: t('notes.cancelled'), text: reasonOf(t, booking.cancellationReason) },
  ].filter(({ text }) => text !== '')
  return notes.map(({ title, text }) => (
    <Section key={title} title={title}>
      <p className="drawer-note">{text}</p>
    </Section>
  ))
}

/** What the hotel calls off by itself it calls off with a name, not with words. */
function reasonOf(t: Words, reason: string): string {
  return reason === 'hold_expired' || reason === 'group_released' ? t(`cancelled.${reason}`) : reason
}
