/** How clean a room is: one of the three axes of a room (the others: occupied or vacant, and dated blocks). */
export const housekeepingStatuses = ['dirty', 'pickup', 'clean', 'inspected'] as const

export type HousekeepingStatus = (typeof housekeepingStatuses)[number]

/** Nobody is handed the key to a dirty room, nor to one that still wants a touch-up. */
export function isReady(housekeeping: HousekeepingStatus): boolean {
  return housekeeping === 'clean' || housekeeping === 'inspected'
}
