import { laterOf } from '../../shared/domain/calendar/days.ts'
import { isExpected, type BookingStatus } from '../../shared/domain/stay/status.ts'
import type { ListedStay } from './listed-stay.ts'

/**
 * What a listed booking was at the start of a business date, or null when it had not been made by then. The list knows
 * how each ended; at that moment some of it had not happened yet.
 *
 *   made that day or later                              not there yet
 *   cancelled or no-show before that day                as it ended
 *   came, and left before that day                      checked out
 *   came before that day, leaves that day or later      in house
 *   all others                                          confirmed
 *
 * Without a date, what the list says.
 */
export function standingAt(stay: ListedStay, asOf: string | null): BookingStatus | null {
  if (asOf === null) return stay.status
  if (stay.bookedOn !== null && stay.bookedOn >= asOf) return null
  if (stay.status === 'cancelled' || stay.status === 'no_show') {
    return (stay.statusDate ?? stay.arrival) < asOf ? stay.status : 'confirmed'
  }
  if (isExpected(stay.status)) return stay.status
  if (stay.status === 'checked_out' && leftOn(stay) < asOf) return 'checked_out'
  return stay.arrival < asOf ? 'checked_in' : 'confirmed'
}

/**
 * The day a stay is over: its departure or, where the list closed it later, that day. A stay that the list closed before
 * its departure keeps its booked nights, which were charged: what is known of such rows is that they were closed on the
 * day of arrival, all of them, and not that the guest slept elsewhere.
 */
export function leftOn(stay: ListedStay): string {
  return stay.status === 'checked_out'
    ? laterOf(stay.departure, stay.statusDate ?? stay.departure)
    : stay.departure
}

/** Does a booking of this status have or had a room of its own? */
export function usesRoom(status: BookingStatus): boolean {
  return status !== 'cancelled' && status !== 'no_show'
}
