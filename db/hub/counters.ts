import type { Redis } from 'ioredis'

import type { Clock } from '../../shared/kernel/clock.ts'

/** Counts things that happen within a window of time, by name. */
export interface Counters {
  /** Counts one more, and says how many there are now and for how long that count stays. */
  hit(name: string, windowMs: number): Promise<{ readonly count: number; readonly endsInMs: number }>
  clear(name: string): Promise<void>
}

/** Counters that several hubs share. */
export function createRedisCounters(redis: Redis): Counters {
  const keyOf = (name: string): string => `front-desk:count:${name}`
  return {
    async hit(name, windowMs) {
      const replies = await redis
        .multi()
        .incr(keyOf(name))
        .pexpire(keyOf(name), windowMs, 'NX')
        .pttl(keyOf(name))
        .exec()
      const count = Number(replies?.[0]?.[1] ?? 1)
      const endsInMs = Number(replies?.[2]?.[1] ?? windowMs)
      return { count, endsInMs }
    },
    async clear(name) {
      await redis.del(keyOf(name))
    },
  }
}

/** Counters of this hub alone. Ended ones are swept once there are many, so that a guesser cannot fill the memory. */
export function createMemoryCounters(clock: Clock): Counters {
  const counts = new Map<string, { count: number; endsAtMs: number }>()
  const sweepAbove = 10_000
  return {
    async hit(name, windowMs) {
      const nowMs = clock.monotonic()
      if (counts.size > sweepAbove) sweep(counts, nowMs)
      const kept = counts.get(name)
      const counter =
        kept !== undefined && kept.endsAtMs > nowMs ? kept : { count: 0, endsAtMs: nowMs + windowMs }
      counter.count += 1
      counts.set(name, counter)
      return { count: counter.count, endsInMs: counter.endsAtMs - nowMs }
    },
    async clear(name) {
      counts.delete(name)
    },
  }
}

function sweep(counts: Map<string, { readonly endsAtMs: number }>, nowMs: number): void {
  for (const [name, counter] of counts) if (counter.endsAtMs <= nowMs) counts.delete(name)
}
