import { isExpected, type BookingStatus } from '../stay/status.ts'
import type { Split } from './split.ts'

/** A room that is free for all nights that are left of a stay, and takes the party. */
export interface FreeChoice {
  readonly roomId: string
  readonly roomTypeId: string
  /** Nobody is in it and it is clean. */
  readonly ready: boolean
  /** What a night of its type costs: tells better from simpler. */
  readonly typeRateMinor: number
  /** A room of its type is left beside those sold without a room. */
  readonly typeLeft: boolean
}

/** The stay without a room, the one that has it, and what the house has left. */
export interface RoomQuarrel {
  readonly stay: {
    readonly bookingId: string
    readonly status: BookingStatus
    readonly roomTypeId: string
    readonly typeRateMinor: number
  }
  readonly wantedRoomId: string | null
  readonly holder: {
    readonly bookingId: string
    readonly status: BookingStatus
    readonly sure: boolean
  } | null
  /** In order of preference: the ready ones first. */
  readonly free: readonly FreeChoice[]
  /** Where the holder could go instead, in its own type. */
  readonly freeForHolder: readonly FreeChoice[]
  readonly split: Split | null
}

export type RoomRemedy =
  | { readonly kind: 'wanted_room' | 'same_type' | 'upgrade' | 'simpler'; readonly roomId: string }
  | { readonly kind: 'move_other'; readonly otherBookingId: string; readonly roomId: string }
  | ({ readonly kind: 'split' } & Split)
  | { readonly kind: 'relocate' | 'cancel' }

/** How many rooms of the same type are put up for choice. */
const alternatives = 2

/**
 * What can be done for a stay that lost its room, the best first. The guest feels least of a room like the one that was
 * sold; a guest who sits in the room already feels least when the other one, who is not here yet, goes elsewhere.
 * Whoever has arrived is never sent away by a key.
 */
export function rankRoomRemedies(quarrel: RoomQuarrel): readonly RoomRemedy[] {
  const { stay, free, wantedRoomId, split } = quarrel
  const wanted = free.filter(({ roomId }) => roomId === wantedRoomId)
  const others = free.filter(({ roomId }) => roomId !== wantedRoomId)
  const same = others.filter(({ roomTypeId }) => roomTypeId === stay.roomTypeId)
  const otherType = others.filter(({ roomTypeId, typeLeft }) => roomTypeId !== stay.roomTypeId && typeLeft)
  const better = cheapestFirst(otherType.filter((room) => room.typeRateMinor >= stay.typeRateMinor))
  const simpler = cheapestFirst(
    otherType.filter((room) => room.typeRateMinor < stay.typeRateMinor),
  ).toReversed()
  const sameType = same.slice(0, alternatives).map((room) => take('same_type', room))
  const move = moveOther(quarrel)
  return [
    ...wanted.map((room) => take('wanted_room', room)),
    ...(goesFirst(quarrel) ? move : []),
    ...sameType,
    ...(goesFirst(quarrel) ? [] : move),
    ...better.slice(0, 1).map((room) => take('upgrade', room)),
    ...(split === null || same.length > 0 ? [] : [{ kind: 'split' as const, ...split }]),
    ...simpler.slice(0, 1).map((room) => take('simpler', room)),
    ...(isExpected(stay.status) ? [{ kind: 'relocate' as const }, { kind: 'cancel' as const }] : []),
  ]
}

function take(kind: 'wanted_room' | 'same_type' | 'upgrade' | 'simpler', { roomId }: FreeChoice): RoomRemedy {
  return { kind, roomId }
}

function moveOther({ holder, freeForHolder }: RoomQuarrel): readonly RoomRemedy[] {
  const room = freeForHolder[0]
  if (holder === null || room === undefined || !isExpected(holder.status)) return []
  return [{ kind: 'move_other', otherBookingId: holder.bookingId, roomId: room.roomId }]
}

function goesFirst({ stay, holder }: RoomQuarrel): boolean {
  return stay.status === 'checked_in' || holder?.sure === false
}

function cheapestFirst(rooms: readonly FreeChoice[]): readonly FreeChoice[] {
  return rooms.toSorted((a, b) => a.typeRateMinor - b.typeRateMinor)
}
