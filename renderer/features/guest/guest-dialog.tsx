import { useState } from 'react'
import { useCall } from '../../bridge/use-call.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { ReadingDialog } from '../../desk/reading-dialog.tsx'
import { useWords } from '../../language/use-words.ts'
import { GuestPage, type GuestWays } from './guest-page.tsx'
import { MergePage } from './merge-page.tsx'
import './guest.css'

interface GuestDialogProps extends GuestWays {
  readonly guestId: string
}

/** Everything on record of a guest, and beside it, when asked for, the record that may be the same person. */
export function GuestDialog({ guestId, ...ways }: GuestDialogProps) {
  const t = useWords()
  const { value, error } = useCall('guest.get', { guestId })
  const [otherId, setOtherId] = useState<string | null>(null)
  if (!value) {
    return (
      <ReadingDialog
        title={t('job.guest')}
        reading={t('profile.reading')}
        error={error}
        onClose={ways.onDone}
      />
    )
  }
  const { guest } = value
  if (otherId !== null) {
    return <MergePage guest={guest} otherId={otherId} onBack={() => setOtherId(null)} onDone={ways.onDone} />
  }
  return <GuestPage key={guest.guestId} guest={guest} onCompare={setOtherId} {...ways} />
}

interface StayGuestDialogProps extends GuestWays {
  readonly bookingId: string
}

/** The guest whom a booking is for. */
export function StayGuestDialog({ bookingId, ...ways }: StayGuestDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.guest')} onClose={ways.onDone}>
      {({ guest }) => <GuestDialog guestId={guest.guestId} {...ways} />}
    </BookingDialog>
  )
}
