import type { ReactNode } from 'react'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { useCall } from '../bridge/use-call.ts'
import { useWords } from '../language/use-words.ts'
import { ReadingDialog } from './reading-dialog.tsx'

interface BookingDialogProps {
  readonly bookingId: string
  /** The task, while its booking is being read. */
  readonly title: string
  readonly onClose: () => void
  readonly children: (booking: BookingDetail) => ReactNode
}

/** Reads the booking that a task is about; the task's own dialog takes over as soon as it is here. */
export function BookingDialog({ bookingId, title, onClose, children }: BookingDialogProps) {
  const t = useWords()
  const { value, error } = useCall('booking.get', { bookingId })
  if (value) return children(value.booking)
  return <ReadingDialog title={title} reading={t('booking.reading')} error={error} onClose={onClose} />
}
