import type { Fetch } from './gate.ts'

export interface RetryAfter {
  readonly fetch: Fetch
  /** What the last answer said of when to ask again, once. */
  readonly takeMs: () => number | null
}

/** Nobody is made to wait longer than this by a header. */
const longestMs = 10 * 60_000

/** Notes down what an answer that means "not now" says of later: the REST client does not pass it on. */
export function createRetryAfter(fetch: Fetch, now: () => number = Date.now): RetryAfter {
  let afterMs: number | null = null
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      afterMs = response.ok ? null : parseRetryAfter(response.headers.get('retry-after'), now())
      return response
    },
    takeMs: () => {
      const taken = afterMs
      afterMs = null
      return taken
    },
  }
}

/** Seconds, or a date. */
function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs
  return Number.isFinite(ms) ? Math.min(longestMs, Math.max(0, ms)) : null
}
