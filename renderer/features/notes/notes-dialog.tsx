import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useCall } from '../../bridge/use-call.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { NoteItem } from '../../desk/note-item.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { NoteForm } from './note-form.tsx'
import './notes.css'

interface NotesDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** Leaves word about a stay, beside what was left already. */
export function NotesDialog({ bookingId, onDone }: NotesDialogProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const notes = useCall('note.list', { bookingId }).value?.notes ?? []
  return (
    <BookingDialog bookingId={bookingId} title={t('job.notes')} onClose={onDone}>
      {(booking) => (
        <Dialog
          width="wide"
          title={<StayTitle task={t('job.notes')} booking={booking} />}
          closeLabel={t('action.close')}
          onClose={onDone}
        >
          <div className="notes-columns">
            <NoteForm
              bookingId={bookingId}
              day={booking.status === 'checked_in' ? addDays(businessDate, 1) : booking.arrival}
              onLeft={onDone}
            />
            <section aria-label={t('note.open')}>
              <h3 className="notes-heading">{t('note.open')}</h3>
              {notes.length === 0 && <p className="faint">{t('note.none')}</p>}
              <ul className="note-list">
                {notes.map((note) => (
                  <NoteItem key={note.noteId} note={note} />
                ))}
              </ul>
            </section>
          </div>
        </Dialog>
      )}
    </BookingDialog>
  )
}
