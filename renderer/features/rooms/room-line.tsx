import { GridListItem } from 'react-aria-components'
import type { RoomState } from '../../../shared/contract/calls/desk.ts'
import { housekeepingStatuses, type HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { hintOf } from '../../desk/keys.ts'
import { Readiness } from '../../desk/readiness.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useWords } from '../../language/use-words.ts'
import { Pill } from '../../ui/mark.tsx'

interface RoomLineProps {
  /** By which the list tells its lines apart. */
  readonly id: string
  readonly room: RoomState
  readonly onSet: (housekeeping: HousekeepingStatus) => void
}

/** One room as a row, with its four states to set. */
export function RoomLine({ id, room, onSet }: RoomLineProps) {
  const t = useWords()
  const spoken = [
    room.roomNumber,
    room.roomTypeCode,
    t(room.occupied ? 'rooms.occupied' : 'rooms.vacant'),
    ...(room.arriving ? [t('rooms.arriving')] : []),
    ...(room.dueOut ? [t('rooms.dueOut')] : []),
    t(room.blocked ? 'room.blocked' : `room.${room.housekeeping}`),
  ].join(', ')
  return (
    <GridListItem id={id} className="room-line room-columns" textValue={spoken}>
      <span>
        <Unsent unsent={room.unsent} />
      </span>
      <span>
        <strong className="room-line-number">{room.roomNumber}</strong>{' '}
        <span className="faint">{room.roomTypeCode}</span>
      </span>
      <span className="soft">{room.floor}</span>
      <span className={room.occupied ? '' : 'faint'}>
        {t(room.occupied ? 'rooms.occupied' : 'rooms.vacant')}
      </span>
      <span className="room-line-today">
        {room.dueOut && <Pill tone="warn">{t('rooms.dueOut')}</Pill>}
        {room.arriving && <Pill tone="accent">{t('rooms.arriving')}</Pill>}
      </span>
      <Readiness room={{ housekeeping: room.housekeeping, occupied: false, blocked: room.blocked }} />
      <span className="room-states">
        {housekeepingStatuses.map((status) => (
          <button
            key={status}
            type="button"
            tabIndex={-1}
            className="room-state"
            aria-pressed={status === room.housekeeping}
            aria-keyshortcuts={hintOf(status)['aria-keyshortcuts']}
            onClick={() => status !== room.housekeeping && onSet(status)}
          >
            {t(`room.${status}`)}
          </button>
        ))}
      </span>
    </GridListItem>
  )
}
