import type { BookingDetail } from '../../shared/contract/calls/booking.ts'

/** What the guest would have to pay to leave on the business date: the nights slept, not those still to come. */
export function dueToLeave(booking: BookingDetail, businessDate: string): number {
  const toCome = booking.nightly
    .filter(({ night }) => night >= businessDate)
    .reduce((sum, night) => sum + night.amountMinor, 0)
  return booking.balanceMinor + Math.max(0, booking.unpostedMinor - toCome)
}

/** What to ask for when money is offered: what is due today; before arrival, the whole stay. */
export function dueNow(booking: BookingDetail, businessDate: string): number {
  if (booking.status === 'checked_in') return dueToLeave(booking, businessDate)
  return booking.balanceMinor + booking.unpostedMinor
}
