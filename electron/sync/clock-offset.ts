import type { Clock } from '../../shared/kernel/clock.ts'

/** A moment before a question was asked, by both of the terminal's clocks. */
export interface Asked {
  readonly monotonic: number
}

export function ask(clock: Clock): Asked {
  return { monotonic: clock.monotonic() }
}

/**
 * Terminal clock minus server clock, in milliseconds: the server read its clock about half a round trip before the answer
 * came. The trip is measured by the clock that does not jump.
 */
export function measureOffset(clock: Clock, asked: Asked, serverTime: string): number {
  const tripMs = clock.monotonic() - asked.monotonic
  return Math.round(clock.now() - tripMs / 2 - Date.parse(serverTime))
}
