/** What a booking can be, as stored. Due in, due out, stay-over and overdue are derived from dates, never stored. */
export const bookingStatuses = [
  'pending',
  'confirmed',
  'guaranteed',
  'checked_in',
  'checked_out',
  'cancelled',
  'no_show',
] as const

export type BookingStatus = (typeof bookingStatuses)[number]

/** Statuses in which the guest is expected and has not arrived. */
export const expectedStatuses = [
  'pending',
  'confirmed',
  'guaranteed',
] as const satisfies readonly BookingStatus[]

/** Statuses in which a booking holds its room nights against everybody else. */
const holdingStatuses = [...expectedStatuses, 'checked_in'] as const satisfies readonly BookingStatus[]

export function isExpected(status: BookingStatus): boolean {
  return expectedStatuses.some((expected) => expected === status)
}

export function holdsRoom(status: BookingStatus): boolean {
  return holdingStatuses.some((holding) => holding === status)
}
