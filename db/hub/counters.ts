import type { Redis } from 'ioredis'

import type { Clock } from '../../shared/kernel/clock.ts'

/** Counts things that happen within a window of time, by name. */
export interface Counters {
  /** Counts one more. The window begins with the first. */
  hit(name: string, windowMs: number): Promise<Count>
  read(name: string): Promise<Count>
  clear(name: string): Promise<void>
}

export interface Count {
  readonly count: number
  readonly endsInMs: number
}

/** Counters that several hubs share; while Redis is away each counts for itself. */
export function createSharedCounters(redis: Redis, clock: Clock): Counters {
  const shared = createRedisCounters(redis)
  const own = createMemoryCounters(clock)
  return {
    hit: async (name, windowMs) =>
      await shared.hit(name, windowMs).catch(async () => await own.hit(name, windowMs)),
    read: async (name) => await shared.read(name).catch(async () => await own.read(name)),
    clear: async (name) => await shared.clear(name).catch(async () => await own.clear(name)),
  }
}

function createRedisCounters(redis: Redis): Counters {
  const keyOf = (name: string): string => `front-desk:count:${name}`
  return {
    async hit(name, windowMs) {
      const key = keyOf(name)
      const replies = await redis.multi().incr(key).pexpire(key, windowMs, 'NX').pttl(key).exec()
      return { count: Number(replies?.[0]?.[1] ?? 1), endsInMs: Number(replies?.[2]?.[1] ?? windowMs) }
    },
    async read(name) {
      const [count, endsInMs] = await Promise.all([redis.get(keyOf(name)), redis.pttl(keyOf(name))])
      return { count: Number(count ?? 0), endsInMs: Math.max(0, endsInMs) }
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
  function current(name: string): { count: number; endsAtMs: number } | null {
    const kept = counts.get(name)
    return kept !== undefined && kept.endsAtMs > clock.monotonic() ? kept : null
  }
  return {
    async hit(name, windowMs) {
      const nowMs = clock.monotonic()
      if (counts.size > sweepAbove) sweep(counts, nowMs)
      const counter = current(name) ?? { count: 0, endsAtMs: nowMs + windowMs }
      counter.count += 1
      counts.set(name, counter)
      return { count: counter.count, endsInMs: counter.endsAtMs - nowMs }
    },
    async read(name) {
      const counter = current(name)
      return counter === null
        ? { count: 0, endsInMs: 0 }
        : { count: counter.count, endsInMs: counter.endsAtMs - clock.monotonic() }
    },
    async clear(name) {
      counts.delete(name)
    },
  }
}

function sweep(counts: Map<string, { readonly endsAtMs: number }>, nowMs: number): void {
  for (const [name, counter] of counts) if (counter.endsAtMs <= nowMs) counts.delete(name)
}
