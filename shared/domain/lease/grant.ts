import type { RoomLease } from './lease.ts'

/** How long others are kept out after a lease has expired: clocks differ. In milliseconds, as the server has it. */
const leaseGraceMs = 10 * 60_000

/**
 * What another terminal's lease means to a sale at the server, which judges by its own clock:
 *
 *   held      its terminal alone may sell the night: the sale loses the room
 *   doubtful  it has run out, and its terminal was not heard of since: the sale stands, to be confirmed
 *   open      nobody else has it
 */
export type NightStanding = 'held' | 'doubtful' | 'open'

export function nightStanding(
  lease: RoomLease | undefined,
  sellerId: string,
  serverNowMs: number,
): NightStanding {
  if (lease === undefined || lease.terminalId === sellerId) return 'open'
  return Date.parse(lease.expiresAt) + leaseGraceMs > serverNowMs ? 'held' : 'doubtful'
}

/**
 * May a night be leased to a terminal? Nobody has it, sold or leased; not even by a lease that has run out, for its
 * terminal may have sold the night under it and not been heard of since.
 */
export function mayGrant(lease: RoomLease | undefined, isTaken: boolean, terminalId: string): boolean {
  return !isTaken && (lease === undefined || lease.terminalId === terminalId)
}
