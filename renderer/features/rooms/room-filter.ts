import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { isArriving, type BoardRoom } from './board-room.ts'

const tests = {
  all: () => true,
  /** Dirty, and somebody comes today. */
  urgent: (room) => isArriving(room) && !isReady(room.housekeeping),
  toClean: (room) => !isReady(room.housekeeping),
  ready: (room) => isReady(room.housekeeping) && !room.occupied && room.block?.kind !== 'out_of_order',
  occupied: (room) => room.occupied,
  discrepancies: (room) => room.discrepancy !== null,
} as const satisfies Record<string, (room: BoardRoom) => boolean>

export type RoomFilter = keyof typeof tests

export const roomFilters = [
  'all',
  'urgent',
  'toClean',
  'ready',
  'occupied',
  'discrepancies',
] as const satisfies readonly RoomFilter[]

export function filterRooms(rooms: readonly BoardRoom[], filter: RoomFilter): readonly BoardRoom[] {
  const test: (room: BoardRoom) => boolean = tests[filter]
  const found = rooms.filter(test)
  // what to clean first stands first
  return filter === 'toClean' || filter === 'urgent' ? found.toSorted(byPriority) : found
}

function byPriority(a: BoardRoom, b: BoardRoom): number {
  return (a.priority ?? 9) - (b.priority ?? 9)
}
