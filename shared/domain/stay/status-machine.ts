import { expectedStatuses, type BookingStatus } from './status.ts'

/**
 * From which status a booking may move to which. The server holds the same table and judges again.
 *
 *     pending <-> confirmed <-> guaranteed      expected, in any order
 *        |            |             |
 *        +------------+-------------+---> cancelled      <--- no_show
 *        |            |             |         (both may be reinstated)
 *        +------------+-------------+---> no_show
 *        v
 *     checked_in  <---> checked_out             check-in may be undone, check-out too
 */
export const statusMoves = {
  pending: ['confirmed', 'guaranteed', 'checked_in', 'cancelled', 'no_show'],
  confirmed: ['pending', 'guaranteed', 'checked_in', 'cancelled', 'no_show'],
  guaranteed: ['pending', 'confirmed', 'checked_in', 'cancelled', 'no_show'],
  checked_in: ['checked_out', ...expectedStatuses],
  checked_out: ['checked_in'],
  cancelled: [...expectedStatuses],
  no_show: [...expectedStatuses, 'checked_in', 'cancelled'],
} as const satisfies Record<BookingStatus, readonly BookingStatus[]>

export function mayMove(from: BookingStatus, to: BookingStatus): boolean {
  const targets: readonly BookingStatus[] = statusMoves[from]
  return targets.includes(to)
}
