import { Toolbar } from 'react-aria-components'
import { useWords } from '../../language/use-words.ts'
import type { BoardRoom } from './board-room.ts'
import { filterRooms, roomFilters, type RoomFilter } from './room-filter.ts'

interface RoomFiltersProps {
  readonly rooms: readonly BoardRoom[]
  readonly filter: RoomFilter
  readonly onFilter: (filter: RoomFilter) => void
}

/** The questions that are asked of the house most, each with its count. */
export function RoomFilters({ rooms, filter, onFilter }: RoomFiltersProps) {
  const t = useWords()
  return (
    <Toolbar className="room-filters" aria-label={t('rooms.filters')}>
      {roomFilters.map((name) => (
        <button
          key={name}
          type="button"
          className="room-filter"
          aria-pressed={name === filter}
          onClick={() => onFilter(name)}
        >
          {t(name === 'discrepancies' ? 'board.filter.discrepancies' : `rooms.filter.${name}`)}{' '}
          <strong>{filterRooms(rooms, name).length}</strong>
        </button>
      ))}
    </Toolbar>
  )
}
