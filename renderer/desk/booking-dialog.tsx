import type { ReactNode } from 'react'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { useCall } from '../bridge/use-call.ts'
import { useWords } from '../language/use-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Refusal } from './refusal.tsx'
import { useTypeAhead } from './use-type-ahead.ts'

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
  useTypeAhead(value === undefined && error === undefined)
  if (value) return children(value.booking)
  return (
    <Dialog title={title} closeLabel={t('action.close')} onClose={onClose}>
      {error ? <Refusal error={error} /> : <p className="faint">{t('booking.reading')}</p>}
    </Dialog>
  )
}
