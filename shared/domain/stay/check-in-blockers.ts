import type { Deposit } from '../folio/deposit.ts'
import { isReady, type HousekeepingStatus } from '../room/housekeeping.ts'
import { isDueIn, type Stay } from './stay.ts'

/** What can keep a guest from being checked in; all that apply are shown at once. */
export const checkInBlockers = [
  'not_due_in',
  'no_room',
  'room_occupied',
  'room_dirty',
  'room_blocked',
  'guest_blacklisted',
  'guest_details_missing',
  'deposit_due',
] as const

export type CheckInBlocker = (typeof checkInBlockers)[number]

/** Who may let a guest in all the same, with a reason; what nobody may must be cleared. */
const overridableBy = {
  not_due_in: 'nobody',
  no_room: 'nobody',
  room_occupied: 'nobody',
  room_dirty: 'clerk',
  room_blocked: 'nobody',
  guest_blacklisted: 'manager',
  guest_details_missing: 'clerk',
  deposit_due: 'manager',
} as const satisfies Record<CheckInBlocker, 'nobody' | 'clerk' | 'manager'>

/** The room given to a stay, as it is now. */
export interface GivenRoom {
  readonly housekeeping: HousekeepingStatus
  /** Somebody else is in house there. */
  readonly occupied: boolean
  /** Out of order on one of the days of the stay that are left. */
  readonly blocked: boolean
}

export interface ArrivingGuest {
  readonly fullName: string
  readonly nationality: string | null
  readonly blacklisted: boolean
}

/** Everything that stands between an expected stay and its key. Nobody is handed the key to a dirty room. */
export function findCheckInBlockers(
  stay: Stay,
  room: GivenRoom | null,
  guest: ArrivingGuest,
  businessDate: string,
  deposit: Pick<Deposit, 'isDue'> | null = null,
): readonly CheckInBlocker[] {
  const applies: Record<CheckInBlocker, boolean> = {
    not_due_in: !isDueIn(stay, businessDate),
    no_room: room === null,
    room_occupied: room?.occupied === true,
    room_dirty: room !== null && !isReady(room.housekeeping),
    room_blocked: room?.blocked === true,
    guest_blacklisted: guest.blacklisted,
    guest_details_missing: (guest.nationality ?? '').trim() === '',
    deposit_due: deposit?.isDue === true,
  }
  return checkInBlockers.filter((blocker) => applies[blocker])
}

export function isOverridable(blocker: CheckInBlocker): boolean {
  return overridableBy[blocker] !== 'nobody'
}

/** Is it a manager who answers for it? */
export function needsManager(blocker: CheckInBlocker): boolean {
  return overridableBy[blocker] === 'manager'
}
