import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { HoldChoices } from '../../desk/hold-choices.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Dialog } from '../../ui/dialog.tsx'

interface HoldDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** What becomes of a booking that is only held: the next step of its row. */
export function HoldDialog({ bookingId, onDone }: HoldDialogProps) {
  const t = useWords()
  const { moment } = useFormats()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.hold')} onClose={onDone}>
      {(booking) => (
        <Dialog
          title={<StayTitle task={t('job.hold')} booking={booking} />}
          closeLabel={t('action.close')}
          onClose={onDone}
        >
          <div className="stack">
            <p>
              {booking.holdExpiresAt === null
                ? t('hold.noEnd')
                : t('hold.ends', { moment: moment(booking.holdExpiresAt) })}
            </p>
            <HoldChoices booking={booking} inDialog onDone={onDone} />
          </div>
        </Dialog>
      )}
    </BookingDialog>
  )
}
