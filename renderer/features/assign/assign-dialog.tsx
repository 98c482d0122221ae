import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { RoomPicker } from '../../desk/room-picker.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Switch } from '../../ui/switch.tsx'

interface AssignDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** Gives a booking its room: the free ones of its type, ready ones first; Enter takes one. */
export function AssignDialog({ bookingId, onDone }: AssignDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.assign')} onClose={onDone}>
      {(booking) => <Assign booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

function Assign({ booking, onDone }: { readonly booking: BookingDetail; readonly onDone: () => void }) {
  const t = useWords()
  const { days } = useFormats()
  const assign = useAction('booking.assignRoom')
  const tell = useNotices((state) => state.tell)
  const [anyType, setAnyType] = useState(false)

  async function choose(roomId: string) {
    if (roomId === booking.roomId) return onDone()
    const done = await assign.run({ bookingId: booking.bookingId, roomId })
    if (!done) return
    const { roomNumber } = done.booking
    tell({
      text: t('done.assigned', { guest: booking.guest.fullName, room: roomNumber ?? '' }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  return (
    <Dialog
      width="wide"
      title={<StayTitle task={t('job.assign')} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <div className="dialog-foot-note">
          <Switch isSelected={anyType} onChange={setAnyType}>
            {t('room.anyType')}
          </Switch>
        </div>
      }
    >
      <div className="stack">
        <p className="soft">
          {t('assign.intro', {
            type: booking.roomTypeName,
            days: days(booking.arrival, booking.departure),
            nights: booking.nights,
          })}
        </p>
        <Refusal error={assign.error} />
        <RoomPicker
          key={anyType ? 'any' : 'own'}
          arrival={booking.arrival}
          departure={booking.departure}
          {...(!anyType && { roomTypeId: booking.roomTypeId })}
          exceptBookingId={booking.bookingId}
          chosenRoomId={booking.roomId}
          onChoose={({ roomId }) => void choose(roomId)}
          autoFocus
        />
      </div>
    </Dialog>
  )
}
