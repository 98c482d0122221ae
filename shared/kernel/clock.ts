/** Where time comes from. Injected everywhere, so that tests and soak runs own it. */
export interface Clock {
  /** Wall time in milliseconds since 1970, as `Date.now()`; may jump and may lie. */
  readonly now: () => number
  /** Milliseconds from some fixed point that only ever grow, as `performance.now()`. */
  readonly monotonic: () => number
}

/** UTC text of the one form instants are stored in: `2026-08-13T22:04:05.123Z`. */
export function instantOf(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}
