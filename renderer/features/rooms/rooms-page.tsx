import { useRef, useState, type KeyboardEvent } from 'react'
import { GridList, ListLayout, Virtualizer } from 'react-aria-components'
import type { RoomState } from '../../../shared/contract/calls/desk.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { keyFor } from '../../desk/keys.ts'
import { useFocusWhenAsked, type ListFocus } from '../../desk/list-focus.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { useRem } from '../../ui/use-rem.ts'
import { filterRooms, type RoomFilter } from './room-filter.ts'
import { RoomFilters } from './room-filters.tsx'
import { RoomLine } from './room-line.tsx'
import './rooms-page.css'

const rowRem = 2.625

/** Every room of the house: is somebody in it, is somebody coming, how clean is it; D, T, C and I set that. */
export function RoomsPage({ focus }: { readonly focus: ListFocus }) {
  const t = useWords()
  const rem = useRem()
  const list = useRef<HTMLDivElement>(null)
  const { value, error } = useCall('rooms.list', {})
  const set = useAction('room.setHousekeeping')
  const [filter, setFilter] = useState<RoomFilter>('all')
  const rooms = value ? filterRooms(value.rooms, filter) : []
  useFocusWhenAsked(list, focus)

  function handleKey(event: KeyboardEvent) {
    const room = focusedRoom(event.target)
    const name = keyFor(event, ['room'])
    if (!room || !(name === 'dirty' || name === 'pickup' || name === 'clean' || name === 'inspected')) return
    event.preventDefault()
    event.stopPropagation()
    void set.run({ roomId: room.roomId, housekeeping: name })
  }

  function focusedRoom(target: EventTarget): RoomState | undefined {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role="row"]') : null
    return rooms.find((room) => room.roomId === row?.dataset['key'])
  }

  return (
    <main className="rooms">
      <h1 className="unseen">{t('nav.rooms')}</h1>
      <Refusal error={error ?? set.error} />
      {value && (
        <>
          <RoomFilters rooms={value.rooms} filter={filter} onFilter={setFilter} />
          <div className="rooms-list" onKeyDownCapture={handleKey}>
            <div className="rooms-head room-columns" aria-hidden="true">
              <span />
              <span>{t('column.room')}</span>
              <span>{t('rooms.floor')}</span>
              <span>{t('rooms.inside')}</span>
              <span>{t('rooms.today')}</span>
              <span>{t('rooms.state')}</span>
              <span>{t('rooms.set')}</span>
            </div>
            <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowRem * rem }}>
              <GridList
                ref={list}
                data-home-focus
                className="rooms-rows"
                aria-label={t('nav.rooms')}
                items={rooms}
                disallowTypeAhead
                autoFocus={focus.inList ? 'first' : false}
                renderEmptyState={() => <p className="rooms-empty">{t('rooms.none')}</p>}
              >
                {(room) => (
                  <RoomLine
                    id={room.roomId}
                    room={room}
                    onSet={(housekeeping) => void set.run({ roomId: room.roomId, housekeeping })}
                  />
                )}
              </GridList>
            </Virtualizer>
          </div>
        </>
      )}
    </main>
  )
}
