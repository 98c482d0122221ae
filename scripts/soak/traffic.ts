import { setImmediate as turn } from 'node:timers/promises'
import type { FaultProxy } from '../testing/fault-proxy.ts'

/** Knows when nothing moves any more: all requests are answered, or held on purpose. */
export interface Traffic {
  /** A `fetch` whose requests are counted. Packing answers costs more than anything else on a line this short. */
  readonly watch: (proxy: FaultProxy, packed: boolean) => typeof globalThis.fetch
  /** Comes back when every terminal has done what it had to do, and waits. */
  readonly settle: () => Promise<void>
}

/** Turns of the event loop in which what hangs on an answer is surely done: none of it does any I/O but by `fetch`. */
const quietTurns = 4

export function createTraffic(): Traffic {
  const proxies = new Set<FaultProxy>()
  let underWay = 0
  let events = 0
  let tell = (): void => {}

  const happened = (): void => {
    events += 1
    tell()
  }
  const moving = (): boolean => underWay > [...proxies].reduce((sum, proxy) => sum + proxy.held(), 0)

  async function isQuiet(): Promise<boolean> {
    const before = events
    for (let count = 0; count < quietTurns; count += 1) await turn()
    return events === before && !moving()
  }

  return {
    watch: (proxy, packed) => {
      proxies.add(proxy)
      proxy.onHeld(happened)
      return async (input, init) => {
        underWay += 1
        happened()
        try {
          const headers = new Headers(init?.headers)
          if (!packed) headers.set('accept-encoding', 'identity')
          const answer = await fetch(input, { ...init, headers })
          // read to its end here, so that what follows needs no more of the network
          const body = await answer.arrayBuffer()
          const { status } = answer
          return new Response(bodiless.has(status) ? null : body, { status, headers: answer.headers })
        } finally {
          underWay -= 1
          happened()
        }
      }
    },
    settle: async () => {
      for (;;) {
        if (moving()) {
          await new Promise<void>((resolve) => {
            tell = resolve
          })
        } else if (await isQuiet()) {
          return
        }
      }
    },
  }
}

const bodiless: ReadonlySet<number> = new Set([204, 205, 304])
