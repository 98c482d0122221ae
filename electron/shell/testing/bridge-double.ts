/**
 * What crosses Electron's context bridge: plain data is copied, functions and promises are stood in for, prototypes are
 * lost, and what cannot be copied throws. The page can change nothing of what it gets.
 */
export function acrossBridge(value: unknown, depth = 0): unknown {
  if (depth > 1000) throw new Error('The maximum recursion depth was exceeded')
  if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
  if (typeof value === 'function') {
    return (...args: unknown[]) =>
      acrossBridge(
        Reflect.apply(
          value,
          undefined,
          args.map((arg) => acrossBridge(arg)),
        ),
      )
  }
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Promise)
    return value.then(acrossBridge, (reason: unknown) => Promise.reject(asPlainError(reason)))
  if (value instanceof Error) return asPlainError(value)
  if (Array.isArray(value)) return Object.freeze(value.map((entry) => acrossBridge(entry, depth + 1)))
  const entries = Object.entries(value).map(([key, entry]) => [key, acrossBridge(entry, depth + 1)])
  return Object.freeze(Object.fromEntries(entries))
}

function asPlainError(reason: unknown): Error {
  return new Error(reason instanceof Error ? reason.message : String(reason))
}
