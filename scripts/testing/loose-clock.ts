import type { Clock } from '../../shared/kernel/clock.ts'
import type { Timers } from '../../electron/sync/timers.ts'

/** A terminal's time: it stands still until it is moved on, and its wall clock can be set to anything. */
export interface LooseClock extends Clock {
  readonly timers: Timers
  /** Lets time pass. Timers that come due wait to be run. */
  readonly pass: (ms: number) => void
  /** Somebody sets the wall clock, or summer time does: no time passes. */
  readonly jump: (ms: number) => void
  /** Runs the timer that has been due longest; false when none is. */
  readonly runDue: () => boolean
  /** Until the next timer is due, or null without one. */
  readonly untilNextMs: () => number | null
}

export function createLooseClock(startsAt: string): LooseClock {
  const start = Date.parse(startsAt)
  let passedMs = 0
  let setOffMs = 0
  let waiting: { readonly dueMs: number; readonly callback: () => void }[] = []

  const next = (): (typeof waiting)[number] | undefined =>
    waiting.reduce<(typeof waiting)[number] | undefined>(
      (first, one) => (first === undefined || one.dueMs < first.dueMs ? one : first),
      undefined,
    )

  return {
    now: () => start + passedMs + setOffMs,
    monotonic: () => passedMs,
    timers: {
      after: (ms, callback) => {
        const timer = { dueMs: passedMs + ms, callback }
        waiting = [...waiting, timer]
        return () => {
          waiting = waiting.filter((one) => one !== timer)
        }
      },
    },
    pass: (ms) => {
      passedMs += ms
    },
    jump: (ms) => {
      setOffMs += ms
    },
    runDue: () => {
      const due = next()
      if (due === undefined || due.dueMs > passedMs) return false
      waiting = waiting.filter((one) => one !== due)
      due.callback()
      return true
    },
    untilNextMs: () => {
      const due = next()
      return due === undefined ? null : Math.max(0, due.dueMs - passedMs)
    },
  }
}
