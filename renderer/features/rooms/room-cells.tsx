import type { BoardRoom } from './board-room.ts'
import { housekeepingStatuses, type HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { hintOf } from '../../desk/keys.ts'
import { Waits } from '../../desk/stay-clock.tsx'
import { Readiness } from '../../desk/readiness.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { Unsent } from '../../desk/unsent.tsx'
import { useWords, type Words } from '../../language/use-words.ts'
import { Cell } from '../../ui/cell.tsx'
import { Pill, type Tone } from '../../ui/mark.tsx'
import { RowButton } from '../../ui/row-button.tsx'

interface RoomCellsProps {
  readonly room: BoardRoom
  readonly onSet: (room: BoardRoom, housekeeping: HousekeepingStatus) => void
  readonly onSeen: (room: BoardRoom) => void
}

/** One room as a row, with its four states to set. */
export function RoomCells({ room, onSet, onSeen }: RoomCellsProps) {
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
        {room.discrepancy !== null && <Pill tone="bad">{t(`board.${room.discrepancy}`)}</Pill>}
        {room.waitingSince !== null && <Waits since={room.waitingSince} />}
        {room.doNotDisturb && <Pill tone="warn">{t('board.dnd')}</Pill>}
        {room.role !== 'not_reserved' && (
          <Pill tone={roleTones[room.role]}>{t(`board.role.${room.role}`)}</Pill>
        )}
        {room.freeAt !== null && <span className="faint">{t('board.freeAt', { time: room.freeAt })}</span>}
        {room.vip && <Pill tone="accent">{t('board.vip')}</Pill>}
        {room.block !== null && <Blocked block={room.block} />}
      </Cell>
      <Cell>
        <Readiness
          room={{
            housekeeping: room.housekeeping,
            occupied: false,
            blocked: room.block?.kind === 'out_of_order',
          }}
        />
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
      <Cell className="room-seen">
        <RowButton kind={room.discrepancy === null ? 'quiet' : 'plain'} onClick={() => onSeen(room)}>
          {t(seenWord(room))}
        </RowButton>
      </Cell>
    </>
  )
}

/** What is wrong with the room, when it is back, and why; a small screen has the latter two on a line of their own. */
function Blocked({ block }: { readonly block: NonNullable<BoardRoom['block']> }) {
  const t = useWords()
  const { day } = useFormats()
  return (
    <span className="room-block">
      <Pill tone={block.kind === 'out_of_order' ? 'bad' : 'warn'}>{t(`block.kind.${block.kind}`)}</Pill>
      <span className="room-block-says">
        <span className="room-block-to">{t('board.backOn', { day: day(block.to, 'short') })}</span>
        <span className="room-block-day">{day(block.to, 'short')}</span>
        <span className="soft cut" title={block.reason}>
          {block.reason}
        </span>
      </span>
    </span>
  )
}

const roleTones = {
  arrival: 'accent',
  arrived: 'good',
  stay_over: 'quiet',
  due_out: 'warn',
  due_out_arrival: 'warn',
  departed: 'quiet',
  departed_arrival: 'accent',
} as const satisfies Record<Exclude<BoardRoom['role'], 'not_reserved'>, Tone>

function seenWord(room: BoardRoom) {
  if (room.discrepancy !== null) return 'board.lookedInto'
  return room.occupied ? 'board.seenVacant' : 'board.seenOccupied'
}

/** A room as a screen reader says it. */
export function speakRoom(t: Words, day: (date: string) => string, room: BoardRoom): string {
  return [
    room.roomNumber,
    room.roomTypeCode,
    t(room.occupied ? 'rooms.occupied' : 'rooms.vacant'),
    t(`board.role.${room.role}`),
    ...(room.discrepancy === null ? [] : [t(`board.${room.discrepancy}`)]),
    ...(room.waitingSince === null ? [] : [t('board.waiting')]),
    ...(room.doNotDisturb ? [t('board.dnd')] : []),
    ...(room.block?.kind === 'out_of_order' ? [] : [t(`room.${room.housekeeping}`)]),
    ...(room.block === null
      ? []
      : [
          t(`block.kind.${room.block.kind}`),
          t('board.backOn', { day: day(room.block.to) }),
          ...(room.block.reason === '' ? [] : [room.block.reason]),
        ]),
  ].join(', ')
}
