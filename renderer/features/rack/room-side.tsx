import { memo } from 'react'
import type { RackRoom } from '../../../shared/contract/calls/rack.ts'
import { Readiness } from '../../desk/readiness.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import type { Speak } from './speak.ts'

interface RoomSideProps {
  readonly room: RackRoom | null
  readonly place: string
  readonly typeCode: string
  readonly speak: Speak
}

/** The row's name at the left: the room's number, what type it is, how clean it is. */
export const RoomSide = memo(function RoomSide({ room, place, typeCode, speak }: RoomSideProps) {
  if (room === null)
    return (
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
      <div role="rowheader" className="rack-side rack-side-waiting" aria-colindex={1}>
        <span className="cut">{place}</span>
      </div>
    )
  const { housekeeping, blocked, unsent } = room
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
    <div role="rowheader" className="rack-side" aria-colindex={1} aria-label={speak.room(room, typeCode)}>
      <strong className="rack-side-number">{room.roomNumber}</strong>
      <span className="rack-side-type">{typeCode}</span>
      <Unsent unsent={unsent} />
      <Readiness room={{ housekeeping, blocked, occupied: false }} />
    </div>
  )
})
