import type { RoomState } from '../../../shared/contract/calls/desk.ts'
import { housekeepingStatuses, type HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { hintOf } from '../../desk/keys.ts'
import { Readiness } from '../../desk/readiness.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useWords, type Words } from '../../language/use-words.ts'
import { Cell } from '../../ui/cell.tsx'
import { Pill } from '../../ui/mark.tsx'

interface RoomCellsProps {
  readonly room: RoomState
  readonly onSet: (room: RoomState, housekeeping: HousekeepingStatus) => void
}

/** One room as a row, with its four states to set. */
export function RoomCells({ room, onSet }: RoomCellsProps) {
  const t = useWords()
  return (
    <>
      <Cell>
        <Unsent unsent={room.unsent} />
      </Cell>
      <Cell>
        <strong className="room-line-number">{room.roomNumber}</strong>{' '}
        <span className="faint">{room.roomTypeCode}</span>
      </Cell>
      <Cell className="soft">{room.floor}</Cell>
      <Cell className={room.occupied ? '' : 'faint'}>
        {t(room.occupied ? 'rooms.occupied' : 'rooms.vacant')}
      </Cell>
      <Cell className="room-line-today">
        {room.dueOut && <Pill tone="warn">{t('rooms.dueOut')}</Pill>}
        {room.arriving && <Pill tone="accent">{t('rooms.arriving')}</Pill>}
      </Cell>
      <Cell>
        <Readiness room={{ housekeeping: room.housekeeping, occupied: false, blocked: room.blocked }} />
      </Cell>
      <Cell className="room-states">
        {housekeepingStatuses.map((status) => (
          <button
            key={status}
            type="button"
            tabIndex={-1}
            className="room-state"
            aria-pressed={status === room.housekeeping}
            aria-keyshortcuts={hintOf(status)['aria-keyshortcuts']}
            onClick={() => status !== room.housekeeping && onSet(room, status)}
          >
            {t(`room.${status}`)}
          </button>
        ))}
      </Cell>
    </>
  )
}

/** A room as a screen reader says it. */
export function speakRoom(t: Words, room: RoomState): string {
  return [
    room.roomNumber,
    room.roomTypeCode,
    t(room.occupied ? 'rooms.occupied' : 'rooms.vacant'),
    ...(room.arriving ? [t('rooms.arriving')] : []),
    ...(room.dueOut ? [t('rooms.dueOut')] : []),
    t(room.blocked ? 'room.blocked' : `room.${room.housekeeping}`),
  ].join(', ')
}
