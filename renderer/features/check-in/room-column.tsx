import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { Nightly } from '../../desk/nightly.tsx'
import { Readiness } from '../../desk/readiness.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { RoomPicker } from '../../desk/room-picker.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

interface RoomColumnProps {
  readonly booking: BookingDetail
  readonly choosing: boolean
  readonly onChoosing: (choosing: boolean) => void
}

/** Which room, which nights, at which price; the room can be changed right here. */
export function RoomColumn({ booking, choosing, onChoosing }: RoomColumnProps) {
  const t = useWords()
  const { day } = useFormats()
  const assign = useAction('booking.assignRoom')

  async function choose(roomId: string) {
    const done = await assign.run({ bookingId: booking.bookingId, roomId })
    if (done) onChoosing(false)
  }

  return (
    <section className="check-in-column">
      <h3 className="check-in-heading">{t('checkIn.room')}</h3>
      <div className="check-in-room">
        <strong className="check-in-number">{booking.roomNumber ?? '—'}</strong>
        <span className="check-in-type">
          <span className="cut">{booking.roomTypeName}</span>
          {booking.roomHousekeeping && (
            <Readiness
              room={{
                housekeeping: booking.roomHousekeeping,
                occupied: booking.blockers.includes('room_occupied'),
                blocked: booking.blockers.includes('room_blocked'),
              }}
            />
          )}
        </span>
        {booking.roomId !== null && (
          <Button size="small" onPress={() => onChoosing(!choosing)}>
            {choosing ? t('action.cancel') : t('checkIn.change')}
          </Button>
        )}
      </div>
      <Refusal error={assign.error} />
      {choosing && (
        <div className="check-in-picker">
          <RoomPicker
            arrival={booking.arrival}
            departure={booking.departure}
            roomTypeId={booking.roomTypeId}
            exceptBookingId={booking.bookingId}
            chosenRoomId={booking.roomId}
            onChoose={({ roomId }) => void choose(roomId)}
            autoFocus
          />
        </div>
      )}
      <p className="check-in-dates">
        <strong>{day(booking.arrival)}</strong>{' '}
        {t('booking.until', { day: day(booking.departure), nights: booking.nights })}
      </p>
      <Nightly nightly={booking.nightly} totalMinor={booking.roomTotalMinor} />
    </section>
  )
}
