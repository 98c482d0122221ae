import type { StayRow } from '../../shared/contract/calls/desk.ts'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'

export type NextStep = StayRow['nextStep']

/** What a clerk does next with this booking; for the drawer, where the queue's own answer is not at hand. */
export function nextStepOf(booking: BookingDetail, businessDate: string): NextStep {
  if (booking.status === 'checked_in') return booking.departure > businessDate ? 'none' : leavingStep(booking)
  if (!isExpected(booking.status) || booking.arrival > businessDate) return 'none'
  if (booking.roomId === null) return 'assign'
  if (booking.roomHousekeeping !== null && !isReady(booking.roomHousekeeping)) return 'clean'
  return 'check_in'
}

function leavingStep(booking: BookingDetail): NextStep {
  return booking.balanceMinor + booking.unpostedMinor > 0 ? 'collect' : 'check_out'
}
