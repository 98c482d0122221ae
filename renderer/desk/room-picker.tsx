import { ListBox, ListBoxItem } from 'react-aria-components'
import type { CallOutput } from '../../shared/contract/index.ts'
import { useCall } from '../bridge/use-call.ts'
import { useWords } from '../language/use-words.ts'
import { Readiness } from './readiness.tsx'
import { Refusal } from './refusal.tsx'
import './room-picker.css'

export type FreeRoom = CallOutput<'booking.freeRooms'>['rooms'][number]

interface RoomPickerProps {
  readonly arrival: string
  readonly departure: string
  /** Only rooms of this type; all types when left out. */
  readonly roomTypeId?: string
  /** The booking whose own room counts as free. */
  readonly exceptBookingId?: string
  /** A room that is no choice: the one the stay is in. */
  readonly withoutRoomId?: string | null
  readonly chosenRoomId: string | null
  readonly onChoose: (room: FreeRoom) => void
  readonly autoFocus?: boolean
}

/** The rooms that are free for all the nights, the ready ones first; arrows move, Enter chooses. */
export function RoomPicker({
  arrival,
  departure,
  roomTypeId,
  exceptBookingId,
  withoutRoomId = null,
  chosenRoomId,
  onChoose,
  autoFocus = false,
}: RoomPickerProps) {
  const t = useWords()
  const { value, error } = useCall('booking.freeRooms', {
    arrival,
    departure,
    ...(roomTypeId !== undefined && { roomTypeId }),
    ...(exceptBookingId !== undefined && { exceptBookingId }),
  })
  if (error) return <Refusal error={error} />
  if (!value) return <p className="faint">{t('room.looking')}</p>
  const rooms = value.rooms.filter(({ roomId }) => roomId !== withoutRoomId)
  return (
    <ListBox
      className="room-picker"
      layout="grid"
      aria-label={t('room.free')}
      items={rooms}
      autoFocus={autoFocus && rooms.length > 0 ? 'first' : false}
      selectionMode="single"
      selectedKeys={chosenRoomId === null ? [] : [chosenRoomId]}
      onSelectionChange={(keys) =>
        keys !== 'all' && rooms.filter(({ roomId }) => keys.has(roomId)).forEach(onChoose)
      }
      disallowEmptySelection
      renderEmptyState={() => <p className="soft">{t('room.noneFree')}</p>}
    >
      {(room) => (
        <ListBoxItem id={room.roomId} className="room-choice" textValue={room.roomNumber}>
          <span className="room-choice-number">{room.roomNumber}</span>
          <span className="faint">{room.roomTypeCode}</span>
          {room.standing !== 'open' && (
            <span className={room.standing === 'ours' ? 'room-choice-sure' : 'room-choice-others'}>
              {t(room.standing === 'ours' ? 'lease.sure' : 'lease.other')}
            </span>
          )}
          <Readiness room={{ housekeeping: room.housekeeping, occupied: room.occupied, blocked: false }} />
        </ListBoxItem>
      )}
    </ListBox>
  )
}
