import { unreachable } from '../../../shared/kernel/assert.ts'
import type { Fetch } from '../../remote/gate.ts'

/** What befalls a request on its way, or its answer. */
export type Fault =
  /** Never arrives. */
  | 'lost'
  /** Arrives and is done; the answer is lost. */
  | 'answer_lost'
  /** Arrives twice, the second time after the answer to the first. */
  | 'doubled'
  /** Half of the answer comes. */
  | 'truncated'
  | 'html'
  | { readonly status: number }

export interface FaultyLine {
  readonly fetch: Fetch
  /** What happens to the next requests to this function of the REST API, one after the other. */
  readonly plan: (rpc: string, ...faults: readonly Fault[]) => void
  /** Bodies that were sent to this function, in order. */
  readonly sent: (rpc: string) => readonly string[]
  /** Holds requests to this function back until the returned function is called. */
  readonly hold: (rpc: string) => () => void
}

/** A line that does what it is told to do wrong, and nothing else. */
export function createFaultyLine(fetch: Fetch = globalThis.fetch): FaultyLine {
  const planned = new Map<string, Fault[]>()
  const bodies = new Map<string, string[]>()
  const gates = new Map<string, Promise<void>>()

  async function befall(fault: Fault | undefined, go: () => Promise<Response>): Promise<Response> {
    if (fault === undefined) return await go()
    if (fault === 'lost') throw new TypeError('fetch failed')
    if (typeof fault === 'object') return new Response('{"message":"planned"}', { status: fault.status })
    const answer = await go()
    switch (fault) {
      case 'answer_lost':
        await answer.arrayBuffer()
        throw new TypeError('terminated')
      case 'doubled':
        await (await go()).arrayBuffer()
        return answer
      case 'truncated': {
        const text = await answer.text()
        return new Response(text.slice(0, text.length / 2), answer)
      }
      case 'html':
        return new Response('<html><body>Please sign in to the hotel wifi</body></html>', { status: 200 })
      default:
        return unreachable(fault)
    }
  }

  return {
    fetch: async (input, init) => {
      const name = rpcOf(input)
      bodies.set(name, [...(bodies.get(name) ?? []), typeof init?.body === 'string' ? init.body : ''])
      await Promise.race([gates.get(name), aborted(init?.signal)])
      return await befall(planned.get(name)?.shift(), () => fetch(input, init))
    },
    plan: (rpc, ...faults) => {
      planned.set(rpc, [...(planned.get(rpc) ?? []), ...faults])
    },
    sent: (rpc) => bodies.get(rpc) ?? [],
    hold: (rpc) => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      gates.set(
        rpc,
        promise.then(() => undefined),
      )
      return () => {
        gates.delete(rpc)
        resolve(undefined)
      }
    },
  }
}

/** Rejects when the request is given up. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) =>
    signal?.addEventListener('abort', () => reject(new TypeError('aborted')), { once: true }),
  )
}

function rpcOf(input: Parameters<Fetch>[0]): string {
  const url = input instanceof Request ? input.url : String(input)
  return /\/rpc\/(\w+)/.exec(url)?.[1] ?? new URL(url).pathname
}
