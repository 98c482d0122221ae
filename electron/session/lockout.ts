/** Wrong passwords in a row at this terminal, and until when no more are taken; kept in the file, so that a restart forgives nothing. */
export interface Lockout {
  readonly failures: number
  /** UTC text, or null when it never came to that. */
  readonly lockedUntil: string | null
}

/** Slips that cost nothing. */
export const freeFailures = 5

const firstDelayMs = 30_000
const longestDelayMs = 15 * 60_000

/** Each wrong password after the free ones doubles the wait, up to a quarter of an hour. */
export function afterFailure({ failures }: Lockout, nowMs: number): Lockout {
  const count = failures + 1
  if (count < freeFailures) return { failures: count, lockedUntil: null }
  const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (count - freeFailures))
  return { failures: count, lockedUntil: new Date(nowMs + delayMs).toISOString() }
}

/** How much longer no password is taken. A clock that was set back lengthens nothing beyond the longest wait. */
export function lockedForMs({ lockedUntil }: Lockout, nowMs: number): number {
  if (lockedUntil === null) return 0
  return Math.min(longestDelayMs, Math.max(0, Date.parse(lockedUntil) - nowMs))
}
