import type { RoomState } from '../../../shared/contract/calls/desk.ts'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'

const tests = {
  all: () => true,
  /** Dirty, and somebody comes today. */
  urgent: (room) => room.arriving && !isReady(room.housekeeping),
  toClean: (room) => !isReady(room.housekeeping),
  ready: (room) => isReady(room.housekeeping) && !room.occupied && !room.blocked,
  occupied: (room) => room.occupied,
} as const satisfies Record<string, (room: RoomState) => boolean>

export type RoomFilter = keyof typeof tests

export const roomFilters = [
  'all',
  'urgent',
  'toClean',
  'ready',
  'occupied',
] as const satisfies readonly RoomFilter[]

export function filterRooms(rooms: readonly RoomState[], filter: RoomFilter): readonly RoomState[] {
  const test: (room: RoomState) => boolean = tests[filter]
  return rooms.filter(test)
}
