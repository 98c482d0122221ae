import type { BookingDetail } from '../../shared/contract/calls/booking.ts'

/** What of a booking says how much is due. */
type Owing = Pick<BookingDetail, 'status' | 'nightly' | 'balanceMinor' | 'unpostedMinor'>

/** What the guest would have to pay to leave on the business date: the nights slept, not those still to come. */
export function dueToLeave(booking: Owing, businessDate: string): number {
  const toCome = booking.nightly
    .filter(({ night }) => night >= businessDate)
    .reduce((sum, night) => sum + night.amountMinor, 0)
  return booking.balanceMinor + Math.max(0, booking.unpostedMinor - toCome)
}

/** What to ask for when money is offered: what is due today; before arrival, the whole stay. */
export function dueNow(booking: Owing, businessDate: string): number {
  if (booking.status === 'checked_in') return dueToLeave(booking, businessDate)
  return booking.balanceMinor + booking.unpostedMinor
}
