/** What a stay of a group still owes: for its room, and for everything. */
export interface OpenStay {
  readonly bookingId: string
  readonly roomsMinor: number
  readonly totalMinor: number
}

export interface Share {
  readonly bookingId: string
  readonly amountMinor: number
}

/**
 * Shares one payment out among stays, in their order: first each stay's room, then what else is open. No stay gets more
 * than it owes, and nothing is left over as long as the payment is not more than all of them owe.
 */
export function sharePayment(amountMinor: number, stays: readonly OpenStay[]): readonly Share[] {
  let leftMinor = amountMinor
  const take = (openMinor: number): number => {
    const takenMinor = Math.min(leftMinor, Math.max(0, openMinor))
    leftMinor -= takenMinor
    return takenMinor
  }
  const rooms = stays.map((stay) => take(Math.min(stay.roomsMinor, stay.totalMinor)))
  return stays
    .map(({ bookingId, totalMinor }, index) => {
      const roomMinor = rooms[index] ?? 0
      return { bookingId, amountMinor: roomMinor + take(totalMinor - roomMinor) }
    })
    .filter((share) => share.amountMinor > 0)
}
