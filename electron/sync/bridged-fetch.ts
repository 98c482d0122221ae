import type { BridgedRequest, BridgedResponse } from './messages.ts'

type Fetch = typeof globalThis.fetch

export interface FetchBridge {
  readonly fetch: Fetch
  /** The other side's answer to a request; null when there was none. */
  readonly onFetched: (id: number, response: BridgedResponse | null) => void
}

/** The worker's side: a fetch that lets the main thread do it. */
export function createFetchBridge(
  send: (id: number, request: BridgedRequest) => void,
  abort: (id: number) => void,
): FetchBridge {
  const waiting = new Map<number, (response: BridgedResponse | null) => void>()
  let lastId = 0
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const body = await request.arrayBuffer()
      request.signal.throwIfAborted()
      const id = (lastId += 1)
      const { promise, resolve, reject } = Promise.withResolvers<BridgedResponse | null>()
      const onAbort = (): void => {
        abort(id)
        reject(request.signal.reason)
      }
      waiting.set(id, resolve)
      request.signal.addEventListener('abort', onAbort, { once: true })
      try {
        send(id, {
          url: request.url,
          method: request.method,
          headers: [...request.headers],
          body: body.byteLength > 0 ? body : null,
        })
        return responseOf(await promise)
      } finally {
        waiting.delete(id)
        request.signal.removeEventListener('abort', onAbort)
      }
    },
    onFetched: (id, response) => waiting.get(id)?.(response),
  }
}

function responseOf(response: BridgedResponse | null): Response {
  if (response === null) throw new TypeError('fetch failed')
  const { status, headers, body } = response
  return new Response(body.byteLength > 0 ? body : null, {
    status,
    headers: headers.map(([name, value]) => [name, value]),
  })
}

/** The main thread's side: makes a request for the worker, whole. Null when it failed. */
export async function fetchForWorker(
  fetch: Fetch,
  request: BridgedRequest,
  signal: AbortSignal,
): Promise<BridgedResponse | null> {
  try {
    const { url, method, body } = request
    const headers = request.headers.map(([name, value]): [string, string] => [name, value])
    const response = await fetch(url, { method, headers, body, signal })
    return { status: response.status, headers: [...response.headers], body: await response.arrayBuffer() }
  } catch {
    return null
  }
}
