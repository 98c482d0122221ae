import { useState } from 'react'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { RoomPicker, type FreeRoom } from '../../desk/room-picker.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { DateField } from '../../ui/date-field.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ChangeDialog, type StayChangeProps } from './change-dialog.tsx'
import { PriceSegments, type Price } from './price-segments.tsx'
import './stay-change.css'

/** Moves a stay into another room from a day on, at the price it has or at that room's. */
export function MoveRoom({ booking, onDone }: StayChangeProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const inHouse = booking.status === 'checked_in'
  const earliest = inHouse ? businessDate : booking.arrival
  const move = useAction('booking.moveRoom')
  const tell = useNotices((state) => state.tell)
  const [from, setFrom] = useState(earliest)
  const [anyType, setAnyType] = useState(false)
  const [room, setRoom] = useState<FreeRoom | null>(null)
  const [price, setPrice] = useState<Price>('keep')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { bookingId } = booking
  const quote = useCall(
    'booking.quoteChange',
    room === null ? null : { bookingId, roomId: room.roomId, from },
  )
  const unready = inHouse && from <= businessDate && room !== null && !isReady(room.housekeeping)
  const why = reason.trim()

  async function finish() {
    setTried(true)
    if (room === null || (unready && why === '')) return showProblem()
    const override = unready ? { override: { reason: why } } : {}
    const done = await move.run({ bookingId, roomId: room.roomId, from, price, reason: why, ...override })
    if (!done) return showProblem()
    tell({
      text: t('done.moved', { guest: booking.guest.fullName, room: room.roomNumber }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  function changeFrom(day: string) {
    setFrom(day)
    setRoom(null)
  }

  return (
    <ChangeDialog
      wide
      booking={booking}
      task={t('job.moveRoom')}
      isBusy={move.running}
      onFinish={() => void finish()}
      onClose={onDone}
    >
      <div className="change-fields">
        <DateField label={t('change.from')} value={from} onChange={changeFrom} earliest={earliest} />
        <TextField
          label={t('change.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          problem={tried && unready && why === '' ? t('change.reasonUnready') : undefined}
        />
      </div>
      <Refusal error={move.error ?? quote.error} />
      {tried && room === null && from < booking.departure && (
        <p className="field-problem">{t('change.chooseRoom')}</p>
      )}
      {from < booking.departure ? (
        <RoomPicker
          key={`${from} ${String(anyType)}`}
          arrival={from}
          departure={booking.departure}
          {...(!anyType && { roomTypeId: booking.roomTypeId })}
          exceptBookingId={bookingId}
          withoutRoomId={booking.roomId}
          chosenRoomId={room?.roomId ?? null}
          onChoose={setRoom}
          autoFocus
        />
      ) : (
        <p className="soft">{t('change.noNights')}</p>
      )}
      <Switch isSelected={anyType} onChange={setAnyType}>
        {t('change.anyType')}
      </Switch>
      {quote.value?.otherType === true && <p className="soft">{t('change.otherType')}</p>}
      {quote.value && <PriceSegments quote={quote.value} price={price} onPrice={setPrice} />}
    </ChangeDialog>
  )
}
