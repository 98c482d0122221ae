import { addDays } from '../../shared/domain/calendar/days.ts'
import { houseRooms, idOf } from './house.ts'

/** A room that is not to be had for some days. Half-open, like a stay. */
export interface RoomBlock {
  readonly blockId: string
  readonly roomId: string
  readonly kind: 'out_of_order' | 'out_of_service'
  readonly startsOn: string
  readonly endsOn: string
  readonly reason: string
}

export function blocksAround(today: string): readonly RoomBlock[] {
  return [
    block('112', 'out_of_order', addDays(today, -2), addDays(today, 4), 'Water damage in the bathroom'),
    block('407', 'out_of_order', addDays(today, -5), addDays(today, 2), 'Balcony door is being replaced'),
    block('214', 'out_of_service', addDays(today, -1), addDays(today, 3), 'Television shows no picture'),
  ]
}

function block(
  roomNumber: string,
  kind: RoomBlock['kind'],
  startsOn: string,
  endsOn: string,
  reason: string,
): RoomBlock {
  const room = houseRooms.find((each) => each.roomNumber === roomNumber)
  if (room === undefined) throw new Error(`there is no room ${roomNumber}`)
  return { blockId: idOf(`block ${roomNumber}`), roomId: room.roomId, kind, startsOn, endsOn, reason }
}
