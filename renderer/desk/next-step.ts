import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { nextStep, type NextStep } from '../../shared/domain/stay/next-step.ts'

/** What a clerk does next with this booking: the queue's own rule, from what the drawer knows. */
export function nextStepOf(booking: BookingDetail, businessDate: string): NextStep {
  const room = booking.roomHousekeeping && {
    housekeeping: booking.roomHousekeeping,
    occupied: booking.blockers.includes('room_occupied'),
    blocked: booking.blockers.includes('room_blocked'),
  }
  return nextStep(booking, room, booking.balanceMinor + booking.unpostedMinor, businessDate)
}
