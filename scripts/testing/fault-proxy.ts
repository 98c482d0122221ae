import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { unreachable } from '../../shared/kernel/assert.ts'

/** What befalls one request on its way to the server, or the answer on its way back. */
export type Fault =
  /** The connection breaks before the server has heard anything. */
  | { readonly kind: 'cut_before' }
  /** The server does it and commits; the connection breaks before a byte of the answer is here. */
  | { readonly kind: 'cut_after' }
  /** The connection breaks in the middle of the answer. */
  | { readonly kind: 'cut_within' }
  /** Half of the answer comes, and looks whole to HTTP. */
  | { readonly kind: 'truncated' }
  /** The server gets it twice, one after the other; the first answer is the one that comes. */
  | { readonly kind: 'doubled' }
  /** Somebody on the way answers in the server's place, who hears nothing. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterS?: number }
  /** A captive portal answers, and says that all is well. */
  | { readonly kind: 'html' }
  | { readonly kind: 'delayed'; readonly ms: number }
  /** The answer comes in so many pieces with a pause between. */
  | { readonly kind: 'drip'; readonly pieces: number; readonly everyMs: number }
  /** Stays on its way until `release`: before the server hears it, or after it has done it. */
  | { readonly kind: 'held_before' }
  | { readonly kind: 'held_after' }

/** A line between a terminal and its server that does what it is told to do wrong, and nothing else. */
export interface FaultProxy {
  /** What a terminal is given in place of the server's own. */
  readonly url: string
  /** What happens to the next requests whose path has this in it, one after the other. */
  readonly plan: (path: string, ...faults: readonly Fault[]) => void
  readonly forgetPlans: () => void
  /** While cut, every connection breaks, those that are open at once. */
  readonly cut: (on: boolean) => void
  readonly isCut: () => boolean
  /** Breaks the WebSockets that are open; new ones may come. */
  readonly cutSockets: () => void
  readonly sockets: () => number
  /** Lets everything go on that is held. */
  readonly release: () => void
  readonly held: () => number
  /** Told when a request begins to be held. */
  readonly onHeld: (listener: () => void) => void
  /** Requests that the server was given, by path: one that was doubled counts twice. */
  readonly arrived: (path: string) => number
  readonly close: () => Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Puts a line in front of a server, on a port of its own. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target)
  const agent = new Agent({ keepAlive: true })
  const connections = new Set<Socket>()
  const webSockets = new Set<Socket>()
  const waiting = new Set<() => void>()
  const arrivals = new Map<string, number>()
  let plans: { readonly path: string; readonly fault: Fault }[] = []
  let isCut = false
  let tellHeld = (): void => {}

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    socket.on('error', () => {})
    if (isCut) socket.resetAndDestroy()
  })
  // a connection that is closed for idling, just as a question comes, would be a fault that nobody planned
  server.keepAliveTimeout = 0
  server.on('upgrade', (incoming, socket: Socket, head) => passSocket(incoming, socket, head))

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/'
    const fault = takePlan(path)
    const body = Buffer.concat(await incoming.toArray())
    if (isCut || fault?.kind === 'cut_before') return void outgoing.destroy()
    if (fault?.kind === 'held_before') await hold()
    if (fault?.kind === 'delayed') await sleep(fault.ms)
    if (fault?.kind === 'status') return answerInstead(outgoing, fault)
    if (fault?.kind === 'html') return answerPortal(outgoing)
    if (isCut || outgoing.destroyed) return void outgoing.destroy()

    const answer = await forward(incoming, path, body)
    if (fault?.kind === 'doubled') await forward(incoming, path, body)
    if (fault?.kind === 'held_after') await hold()
    if (isCut || fault?.kind === 'cut_after') return void outgoing.destroy()
    await give(outgoing, answer, fault)
  }

  function takePlan(path: string): Fault | undefined {
    const next = plans.find((plan) => path.includes(plan.path))
    if (next !== undefined) plans = plans.filter((plan) => plan !== next)
    return next?.fault
  }

  async function hold(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const go = (): void => resolve(undefined)
    waiting.add(go)
    tellHeld()
    await promise
    waiting.delete(go)
  }

  function forward(incoming: IncomingMessage, path: string, body: Buffer): Promise<Answer> {
    arrivals.set(path, (arrivals.get(path) ?? 0) + 1)
    return new Promise((resolve, reject) => {
      const headers = {
        ...incoming.headers,
        host: `${hostname}:${port}`,
        'content-length': String(body.length),
      }
      const onward = request({ hostname, port, path, agent, headers, method: incoming.method }, (reply) => {
        reply
          .toArray()
          .then((parts) =>
            resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body: Buffer.concat(parts) }),
          )
          .catch(reject)
      })
      onward.on('error', reject)
      onward.end(body)
    })
  }

  function passSocket(incoming: IncomingMessage, socket: Socket, head: Buffer): void {
    if (isCut) return void socket.resetAndDestroy()
    const onward = connect({ host: hostname, port: Number(port) }, () => {
      const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
        (values ?? []).map((value) => `${name}: ${name === 'host' ? `${hostname}:${port}` : value}\r\n`),
      )
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('')}\r\n`)
      onward.write(head)
      onward.pipe(socket)
      socket.pipe(onward)
    })
    webSockets.add(socket)
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => {})
      one.on('close', () => {
        webSockets.delete(socket)
        other.destroy()
      })
    }
  }

  function release(): void {
    for (const go of waiting) go()
  }

  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const ownPort = typeof address === 'object' ? (address?.port ?? 0) : 0

  return {
    url: `http://127.0.0.1:${ownPort}`,
    plan: (path, ...faults) => {
      plans = [...plans, ...faults.map((fault) => ({ path, fault }))]
    },
    forgetPlans: () => {
      plans = []
    },
    cut: (on) => {
      isCut = on
      if (!on) return
      for (const socket of connections) socket.destroy()
      release()
    },
    isCut: () => isCut,
    cutSockets: () => {
      for (const socket of webSockets) socket.destroy()
    },
    sockets: () => webSockets.size,
    release,
    held: () => waiting.size,
    onHeld: (listener) => {
      tellHeld = listener
    },
    arrived: (path) =>
      [...arrivals].reduce((sum, [known, count]) => sum + (known.includes(path) ? count : 0), 0),
    close: async () => {
      release()
      for (const socket of connections) socket.destroy()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerInstead(
  outgoing: ServerResponse,
  { status, retryAfterS }: Extract<Fault, { readonly kind: 'status' }>,
): void {
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
  })
  outgoing.end('{"message":"planned"}')
}

function answerPortal(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/html' })
  outgoing.end('<html><body>Please sign in to the hotel wifi</body></html>')
}

async function give(outgoing: ServerResponse, answer: Answer, fault: Fault | undefined): Promise<void> {
  const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers
  const half = answer.body.subarray(0, answer.body.length / 2)
  const body = fault?.kind === 'truncated' ? half : answer.body
  outgoing.writeHead(answer.status, { ...headers, 'content-length': String(body.length) })
  switch (fault?.kind) {
    case 'cut_within':
      outgoing.write(half, () => outgoing.destroy())
      return
    case 'drip': {
      const size = Math.max(1, Math.ceil(body.length / fault.pieces))
      for (let from = 0; from < body.length; from += size) {
        outgoing.write(body.subarray(from, from + size))
        await sleep(fault.everyMs)
      }
      outgoing.end()
      return
    }
    case undefined:
    case 'cut_before':
    case 'cut_after':
    case 'truncated':
    case 'doubled':
    case 'status':
    case 'html':
    case 'delayed':
    case 'held_before':
    case 'held_after':
      outgoing.end(body)
      return
    default:
      unreachable(fault)
  }
}
