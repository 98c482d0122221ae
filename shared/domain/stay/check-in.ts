import { err, ok, type Result } from '../../kernel/result.ts'
import type { Deposit } from '../folio/deposit.ts'
import {
  type ArrivingGuest,
  type CheckInBlocker,
  findCheckInBlockers,
  type GivenRoom,
  isOverridable,
} from './check-in-blockers.ts'
import type { BookingStatus } from './status.ts'
import { isExpected } from './status.ts'
import type { Stay } from './stay.ts'

/**
 * Judges whether an expected stay may come into the house now. With `override` somebody answers for what may be
 * overridden, and what was overridden is told, to be written down with the reason; who may is for the caller to ask.
 */
export function checkIn(
  stay: Stay,
  room: GivenRoom | null,
  guest: ArrivingGuest,
  businessDate: string,
  override: boolean,
  deposit: Pick<Deposit, 'isDue'> | null = null,
): Result<{ readonly overridden: readonly CheckInBlocker[] }, CheckInError> {
  if (!isExpected(stay.status)) return err({ code: 'stay_status', status: stay.status })
  const blockers = findCheckInBlockers(stay, room, guest, businessDate, deposit)
  const standing = override ? blockers.filter((blocker) => !isOverridable(blocker)) : blockers
  if (standing.length > 0) return err({ code: 'check_in_blocked', blockers: standing })
  return ok({ overridden: blockers })
}

export type CheckInError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'check_in_blocked'; readonly blockers: readonly CheckInBlocker[] }
