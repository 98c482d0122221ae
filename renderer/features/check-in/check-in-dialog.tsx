import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { useWords } from '../../language/use-words.ts'
import { CheckInPage } from './check-in-page.tsx'

interface CheckInDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** Moves a guest in, on one page. */
export function CheckInDialog({ bookingId, onDone }: CheckInDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.checkIn')} onClose={onDone}>
      {(booking) => <CheckInPage booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}
