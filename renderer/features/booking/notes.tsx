import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useWords } from '../../language/use-words.ts'
import { Section } from './section.tsx'

/** What the guest asked for and what colleagues left; nothing where there is nothing. */
export function Notes({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const notes = [
    { title: t('notes.requests'), text: booking.specialRequests },
    { title: t('notes.internal'), text: booking.internalNotes },
    { title: t('notes.cancelled'), text: booking.cancellationReason },
  ].filter(({ text }) => text !== '')
  return notes.map(({ title, text }) => (
    <Section key={title} title={title}>
      <p className="drawer-note">{text}</p>
    </Section>
  ))
}
