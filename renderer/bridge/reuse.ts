/**
 * The next value, built from pieces of the last one wherever they are equal: a list that was read again keeps the
 * identity of each row that did not change, and only the rows that did are drawn again.
 */
export function reuse<T>(last: unknown, next: T): T
export function reuse(last: unknown, next: unknown): unknown {
  if (Object.is(last, next)) return last
  if (Array.isArray(last) && Array.isArray(next)) return reuseArray(last, next)
  if (isPlain(last) && isPlain(next)) return reuseObject(last, next)
  return next
}

function reuseArray(last: readonly unknown[], next: readonly unknown[]): unknown {
  const merged = next.map((item, index) => reuse(last[index], item))
  const unchanged = last.length === next.length && merged.every((item, index) => Object.is(item, last[index]))
  return unchanged ? last : merged
}

function reuseObject(last: Record<string, unknown>, next: Record<string, unknown>): unknown {
  const keys = Object.keys(next)
  const merged = Object.fromEntries(keys.map((key) => [key, reuse(last[key], next[key])]))
  const unchanged =
    keys.length === Object.keys(last).length && keys.every((key) => Object.is(merged[key], last[key]))
  return unchanged ? last : merged
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
