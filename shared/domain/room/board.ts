import { isReady, type HousekeepingStatus } from './housekeeping.ts'

/**
 * A room as housekeeping sees it has three axes, and never one: how clean it is, whether somebody is in it, and what
 * becomes of it today.
 */
export const roomRoles = [
  'arrival',
  'arrived',
  'stay_over',
  'due_out',
  'due_out_arrival',
  'departed',
  'departed_arrival',
  'not_reserved',
] as const

export type RoomRole = (typeof roomRoles)[number]

export interface RoomToday {
  readonly housekeeping: HousekeepingStatus
  readonly occupied: boolean
  /** The guest in house came today. */
  readonly cameToday: boolean
  readonly dueOut: boolean
  readonly departedToday: boolean
  readonly arriving: boolean
  /** Whoever arrives is here already, and waits. */
  readonly guestWaits: boolean
  readonly vipArrives: boolean
  readonly doNotDisturb: boolean
  /** What housekeeping found there last, when the desk has not looked into it yet. */
  readonly seenOccupied: boolean | null
}

export function roleOf(room: RoomToday): RoomRole {
  if (room.occupied) {
    if (room.dueOut) return room.arriving ? 'due_out_arrival' : 'due_out'
    return room.cameToday ? 'arrived' : 'stay_over'
  }
  if (room.departedToday) return room.arriving ? 'departed_arrival' : 'departed'
  return room.arriving ? 'arrival' : 'not_reserved'
}

/** The desk believes a guest is in and nobody is, or the other way round. */
export function discrepancyOf(room: RoomToday): 'skip' | 'sleep' | null {
  if (room.seenOccupied === null || room.seenOccupied === room.occupied) return null
  return room.occupied ? 'skip' : 'sleep'
}

/** What to clean first, 1 before 2; null where there is nothing to do now. */
export function priorityOf(room: RoomToday): number | null {
  if (isReady(room.housekeeping)) return null
  if (room.occupied) return room.doNotDisturb || room.dueOut ? null : 5
  if (room.guestWaits) return 1
  if (!room.arriving) return 4
  return room.vipArrives ? 2 : 3
}
