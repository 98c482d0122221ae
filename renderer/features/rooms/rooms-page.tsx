import { useCallback, useState, type KeyboardEvent } from 'react'
import type { HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { hintOf, keyFor } from '../../desk/keys.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { RowList } from '../../ui/row-list.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { Button } from '../../ui/button.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import type { BoardRoom } from './board-room.ts'
import { RoomCells, speakRoom } from './room-cells.tsx'
import { filterRooms, type RoomFilter } from './room-filter.ts'
import { RoomFilters } from './room-filters.tsx'
import '../../ui/page.css'
import './rooms-page.css'

interface RoomsPageProps {
  readonly focus: ListFocus
  /** Takes a room out of sale, or shows all that are; null for those who may not. */
  readonly onBlock: ((room?: { readonly roomId: string; readonly roomNumber: string }) => void) | null
}

/** Every room of the house: is somebody in it, is somebody coming, how clean is it; digits set that. */
export function RoomsPage({ focus, onBlock }: RoomsPageProps) {
  const t = useWords()
  const { value, error } = useCall('housekeeping.board', {})
  const { run, error: refused } = useAction('room.setHousekeeping')
  const { run: saySeen, error: seenRefused } = useAction('room.saySeen')
  const [filter, setFilter] = useState<RoomFilter>('all')
  const isPhone = usePhone()

  const set = useCallback(
    (room: BoardRoom, housekeeping: HousekeepingStatus) => void run({ roomId: room.roomId, housekeeping }),
    [run],
  )
  // what the desk looked into is as it says; else the room was found the other way round
  const seen = useCallback(
    (room: BoardRoom) =>
      void saySeen({ roomId: room.roomId, occupied: room.discrepancy === null ? !room.occupied : null }),
    [saySeen],
  )
  const cellsOf = useCallback(
    (room: BoardRoom) => <RoomCells room={room} onSet={set} onSeen={seen} />,
    [set, seen],
  )
  const { day } = useFormats()
  const spokenOf = useCallback((room: BoardRoom) => speakRoom(t, day, room), [t, day])

  function handleKey(room: BoardRoom, event: KeyboardEvent): boolean {
    const name = keyFor(event, ['room'])
    if (name === 'seen') {
      seen(room)
      return true
    }
    if (name === 'block' || name === 'blocks') {
      const { roomId, roomNumber } = room
      onBlock?.(name === 'block' ? { roomId, roomNumber } : undefined)
      return onBlock !== null
    }
    if (!(name === 'dirty' || name === 'pickup' || name === 'clean' || name === 'inspected')) return false
    set(room, name)
    return true
  }

  return (
    <main className="page rooms">
      <h1 className="unseen">{t('nav.rooms')}</h1>
      <Refusal error={error ?? refused ?? seenRefused} />
      {value && (
        <>
          <div className="rooms-tools">
            <RoomFilters rooms={value.rooms} filter={filter} onFilter={setFilter} />
            {onBlock && (
              <Button {...hintOf('blocks')} onPress={() => onBlock()}>
                {t('block.button', { count: value.rooms.filter(({ block }) => block !== null).length })}
              </Button>
            )}
          </div>
          <div className="list-frame rooms-list">
            <div className="list-head rooms-head room-columns" aria-hidden="true">
              <span />
              <span>{t('column.room')}</span>
              <span>{t('rooms.floor')}</span>
              <span>{t('rooms.inside')}</span>
              <span>{t('rooms.today')}</span>
              <span>{t('rooms.state')}</span>
              <span>
                {t('rooms.set')} <KeyHint keys="1 – 4" />
              </span>
              <span />
            </div>
            <RowList
              label={t('nav.rooms')}
              rows={filterRooms(value.rooms, filter)}
              idOf={roomIdOf}
              idName="room-id"
              spokenOf={spokenOf}
              cellsOf={cellsOf}
              rowClassName="room-line room-columns"
              {...(isPhone && { rowRem: 5.25 })}
              onRowKey={handleKey}
              empty={t('rooms.none')}
              autoFocus={focus.inList}
              focusAsked={focus.asked}
            />
          </div>
        </>
      )}
    </main>
  )
}

function roomIdOf({ roomId }: BoardRoom): string {
  return roomId
}
