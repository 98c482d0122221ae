import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { RackRoom } from '../../../shared/contract/calls/rack.ts'
import { Readiness } from '../../desk/readiness.tsx'
import { Unsent } from '../../desk/unsent.tsx'

/*
 * The column at the left: one element that sticks, and not one a row. A browser gives each thing that sticks a layer of
 * its own, and forty of them made every frame of a scroll three times as long.
 */

interface PlaceProps {
  readonly index: number
  readonly rowPx: number
}

interface RoomSideProps extends PlaceProps {
  readonly room: RackRoom
  readonly typeCode: string
}

/** A room's number, what type it is, how clean it is. */
export const RoomSide = memo(function RoomSide({ room, typeCode, index, rowPx }: RoomSideProps) {
  const { housekeeping, blocked, unsent } = room
  return (
    <div className="rack-side" style={{ top: index * rowPx, height: rowPx }}>
      <strong className="rack-side-number">{room.roomNumber}</strong>
      <span className="rack-side-type">{typeCode}</span>
      <Unsent unsent={unsent} />
      <Readiness room={{ housekeeping, blocked, occupied: false }} />
    </div>
  )
})

interface WaitingSideProps extends PlaceProps {
  readonly place: string
}

/** A lane of stays that have no room yet. */
export function WaitingSide({ place, index, rowPx }: WaitingSideProps) {
  return (
    <div className="rack-side rack-side-waiting" style={{ top: index * rowPx, height: rowPx }}>
      <span className="cut">{place}</span>
    </div>
  )
}

interface MoreSideProps extends PlaceProps {
  readonly text: string
  readonly roomTypeId: string
  readonly onMore: (roomTypeId: string) => void
}

/** Opens the list of those for whom there is no lane, by the mouse. */
export function MoreSide({ text, roomTypeId, index, rowPx, onMore }: MoreSideProps) {
  return (
    <div className="rack-side rack-side-waiting" style={{ top: index * rowPx, height: rowPx }}>
      <button type="button" className="rack-fold" tabIndex={-1} onClick={() => onMore(roomTypeId)}>
        {text}
      </button>
    </div>
  )
}

interface TypeSideProps extends PlaceProps {
  readonly roomTypeId: string
  readonly code: string
  readonly name: string
  readonly isFolded: boolean
  readonly onFold: (roomTypeId: string) => void
}

/** A type of room, to fold by the mouse; the row's own cells are folded by key. */
export function TypeSide({ roomTypeId, code, name, isFolded, index, rowPx, onFold }: TypeSideProps) {
  return (
    <div className="rack-side rack-side-type-head" style={{ top: index * rowPx, height: rowPx }}>
      <button type="button" className="rack-fold" tabIndex={-1} onClick={() => onFold(roomTypeId)}>
        {isFolded ? <ChevronRight aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
        <strong>{code}</strong>
        <span className="cut soft">{name}</span>
      </button>
    </div>
  )
}
