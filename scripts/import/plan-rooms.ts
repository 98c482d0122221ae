import { v5 } from 'uuid'
import {
  assignRooms,
  roomsNeeded,
  shareNoMoment,
  type RoomWish,
  type StayDates,
} from '../../shared/domain/room/assign-rooms.ts'
import type { HotelSoFar } from './hotel-so-far.ts'
import { importNamespace, type RejectedRow } from './read-stay.ts'

/** A stay that had, has or will have a room. */
export interface RoomedStay extends RoomWish {
  readonly line: number
  readonly typeCode: string
  /** The room the list says, where it says one. */
  readonly roomNumber: string | null
}

export interface NewRoom {
  readonly roomId: string
  readonly roomNumber: string
  readonly typeCode: string
  readonly floor: number
}

export interface HousePlan {
  readonly newRooms: readonly NewRoom[]
  readonly roomOf: ReadonlyMap<string, string>
  /** Stays whose room, as the list says it, is somebody else's on those days. */
  readonly rejected: readonly RejectedRow[]
}

interface PlannedRoom extends NewRoom {
  readonly isNew: boolean
  readonly taken: (StayDates & { readonly line: number | null })[]
}

/**
 * Gives every stay a room of its type so that no two share one. Rooms the list names come first; the other stays go
 * where there is room left, and as many rooms are made as they still need at the worst moment.
 */
export function planRooms(stays: readonly RoomedStay[], hotel: HotelSoFar): HousePlan {
  const rooms = new Map<string, PlannedRoom>(hotel.rooms.map((room) => [room.roomNumber, existing(room)]))
  const roomOf = new Map<string, string>()
  const rejected = giveNamedRooms(stays, rooms, roomOf)
  const byType = Map.groupBy(
    stays.filter(({ roomNumber }) => roomNumber === null),
    ({ typeCode }) => typeCode,
  )
  for (const typeCode of [...byType.keys()].toSorted()) {
    const wishes = byType.get(typeCode) ?? []
    const offer = [...rooms.values()].filter((room) => room.typeCode === typeCode)
    const first = assignRooms(wishes, offer)
    const left = wishes.filter(({ stayId }) => !first.roomOf.has(stayId))
    const more = makeRooms(roomsNeeded(left), typeCode, rooms)
    const second = assignRooms(left, more)
    for (const [stayId, roomId] of [...first.roomOf, ...second.roomOf]) roomOf.set(stayId, roomId)
  }
  return { newRooms: [...rooms.values()].filter(({ isNew }) => isNew), roomOf, rejected }
}

function giveNamedRooms(
  stays: readonly RoomedStay[],
  rooms: Map<string, PlannedRoom>,
  roomOf: Map<string, string>,
): readonly RejectedRow[] {
  return stays.flatMap((stay) => {
    const { roomNumber } = stay
    if (roomNumber === null) return []
    const room = rooms.get(roomNumber) ?? newRoom(roomNumber, stay.typeCode)
    const other = room.taken.find((taken) => !shareNoMoment(taken, stay))
    if (other !== undefined) {
      const who = other.line === null ? 'a booking the hotel has' : `line ${other.line}`
      return [{ line: stay.line, reasons: [`roomNumber: ${roomNumber} is taken by ${who} in that time`] }]
    }
    room.taken.push(stay)
    rooms.set(roomNumber, room)
    roomOf.set(stay.stayId, room.roomId)
    return []
  })
}

/** Forty rooms a floor, from 101 up; numbers the hotel has are left out. */
function makeRooms(count: number, typeCode: string, rooms: Map<string, PlannedRoom>): readonly PlannedRoom[] {
  const made: PlannedRoom[] = []
  for (let index = 0; made.length < count; index += 1) {
    const roomNumber = String((Math.floor(index / 40) + 1) * 100 + (index % 40) + 1)
    if (rooms.has(roomNumber)) continue
    const room = newRoom(roomNumber, typeCode)
    rooms.set(roomNumber, room)
    made.push(room)
  }
  return made
}

function newRoom(roomNumber: string, typeCode: string): PlannedRoom {
  const floor = /^(\d{1,2})\d\d$/.exec(roomNumber)?.[1] ?? '0'
  return {
    roomId: v5(`room ${roomNumber}`, importNamespace),
    roomNumber,
    typeCode,
    floor: Number(floor),
    isNew: true,
    taken: [],
  }
}

function existing(room: HotelSoFar['rooms'][number]): PlannedRoom {
  const { roomId, roomNumber, typeCode } = room
  const taken = room.taken.map((dates) => ({ ...dates, line: null }))
  return { roomId, roomNumber, typeCode, floor: 0, isNew: false, taken }
}
