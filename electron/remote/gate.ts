export type Fetch = typeof globalThis.fetch

export interface Gate {
  readonly fetch: Fetch
  /** While cut, every request fails, those under way at once. */
  readonly cut: (on: boolean) => void
}

/** A line that can be cut: what goes through it is really gone, whoever asks. */
export function createGate(fetch: Fetch): Gate {
  let line: AbortController | null = new AbortController()
  return {
    fetch: async (input, init) => {
      if (line === null) throw new TypeError('the line is cut')
      const signals = [line.signal, ...(init?.signal ? [init.signal] : [])]
      return await fetch(input, { ...init, signal: AbortSignal.any(signals) })
    },
    cut: (on) => {
      if (on === (line === null)) return
      line?.abort(new TypeError('the line is cut'))
      line = on ? null : new AbortController()
    },
  }
}
