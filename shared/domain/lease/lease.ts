import { nightsOf } from '../calendar/days.ts'

/** A night of a room that one terminal alone may sell, until it expires. */
export interface RoomLease {
  readonly roomId: string
  readonly night: string
  readonly terminalId: string
  /** UTC text. */
  readonly expiresAt: string
}

export interface RoomDates {
  readonly roomId: string
  readonly arrival: string
  readonly departure: string
}

/** Who asks, and when by the server's clock as far as it is known. */
export interface LeaseView {
  readonly terminalId: string
  readonly at: string
}

/**
 * May this terminal be sure of a room for a stay, whatever the others do meanwhile? It holds the lease of every night.
 * Day use takes no night, so nobody can be sure of it.
 */
export function isSurelyOurs(dates: RoomDates, leases: readonly RoomLease[], view: LeaseView): boolean {
  const nights = nightsOf(dates.arrival, dates.departure)
  return (
    nights.length > 0 &&
    nights.every((night) =>
      leases.some(
        (lease) =>
          lease.roomId === dates.roomId &&
          lease.night === night &&
          lease.terminalId === view.terminalId &&
          view.at < lease.expiresAt,
      ),
    )
  )
}

/**
 * The lease by which another desk alone may sell one of the nights, or the night of a day's use: whoever sits in the room
 * is in the way of the guest whom that desk is sure of. Null where nobody else has one that runs.
 */
export function leaseOfOther(
  dates: RoomDates,
  leases: readonly RoomLease[],
  view: LeaseView,
): RoomLease | null {
  const nights = new Set([dates.arrival, ...nightsOf(dates.arrival, dates.departure)])
  return (
    leases.find(
      (lease) =>
        lease.roomId === dates.roomId &&
        nights.has(lease.night) &&
        lease.terminalId !== view.terminalId &&
        view.at < lease.expiresAt,
    ) ?? null
  )
}

/**
 * What a sale may promise. With the line up the server confirms it in a moment. Without, only what is leased is sure:
 * the rest is sold all the same, and to be confirmed.
 */
export function isSureSale(
  sale: { readonly offline: boolean; readonly dates: RoomDates | null },
  leases: readonly RoomLease[],
  view: LeaseView,
): boolean {
  if (!sale.offline) return true
  return sale.dates !== null && isSurelyOurs(sale.dates, leases, view)
}
