import type { BookingStatus } from './status.ts'

/** A stay as its rules see it: who holds what from when to when. Equal dates are day use. */
export interface Stay {
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly roomId: string | null
}

export function isDayUse(stay: Pick<Stay, 'arrival' | 'departure'>): boolean {
  return stay.arrival === stay.departure
}

/**
 * Expected, and the hotel's day has come to its arrival while something of the stay is left: a night or, for day use,
 * the day itself. Who comes a night late is still due in.
 */
export function isDueIn(stay: Pick<Stay, 'arrival' | 'departure'>, businessDate: string): boolean {
  if (isDayUse(stay)) return stay.arrival === businessDate
  return stay.arrival <= businessDate && businessDate < stay.departure
}

/** In house past the day of departure: not out, not paid for, and still in the room tonight. */
export function isOverdue(stay: Pick<Stay, 'status' | 'departure'>, businessDate: string): boolean {
  return stay.status === 'checked_in' && stay.departure < businessDate
}
