import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { useWords } from '../../language/use-words.ts'
import { ChangeDates } from './dates-dialog.tsx'
import { LateCheckOut } from './late-check-out-dialog.tsx'
import { MoveRoom } from './move-dialog.tsx'
import { NoShow } from './no-show-dialog.tsx'
import { Reinstate } from './reinstate-dialog.tsx'
import { UndoCheckIn } from './undo-check-in-dialog.tsx'

const forms = {
  moveRoom: MoveRoom,
  dates: ChangeDates,
  lateCheckOut: LateCheckOut,
  noShow: NoShow,
  reinstate: Reinstate,
  undoCheckIn: UndoCheckIn,
} as const

interface StayChangeDialogProps {
  readonly kind: keyof typeof forms
  readonly bookingId: string
  readonly onDone: () => void
}

/** One of the changes of a stay, in its dialog. */
export function StayChangeDialog({ kind, bookingId, onDone }: StayChangeDialogProps) {
  const t = useWords()
  const Form = forms[kind]
  return (
    <BookingDialog bookingId={bookingId} title={t(`job.${kind}`)} onClose={onDone}>
      {(booking) => <Form booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}
