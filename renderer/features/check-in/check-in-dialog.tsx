import type { ReactNode } from 'react'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { useWords } from '../../language/use-words.ts'
import { CheckInPage } from './check-in-page.tsx'

interface CheckInDialogProps {
  readonly bookingId: string
  /** The registration card, on top of the check-in. */
  readonly cardOf: (bookingId: string, onDone: () => void) => ReactNode
  readonly onDone: () => void
}

/** Moves a guest in, on one page. */
export function CheckInDialog({ bookingId, cardOf, onDone }: CheckInDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.checkIn')} onClose={onDone}>
      {(booking) => <CheckInPage booking={booking} cardOf={cardOf} onDone={onDone} />}
    </BookingDialog>
  )
}
