import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { startFaultProxy, type Fault, type FaultProxy } from './fault-proxy.ts'

let server: Server
let sockets: WebSocketServer
let proxy: FaultProxy
let heard: string[]

const answer = JSON.stringify({ text: 'x'.repeat(2000), end: true })

beforeEach(async () => {
  heard = []
  server = createServer((incoming, outgoing) => {
    incoming.setEncoding('utf8')
    let body = ''
    incoming.on('data', (part: string) => (body += part))
    incoming.on('end', () => {
      heard.push(`${incoming.method} ${incoming.url} ${body}`)
      outgoing.writeHead(200, { 'content-type': 'application/json' })
      outgoing.end(answer)
    })
  })
  sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', () => socket.send('heard')))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  proxy = await startFaultProxy(`http://127.0.0.1:${address.port}`)
})

afterEach(async () => {
  await proxy.close()
  for (const socket of sockets.clients) socket.terminate()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const ask = (path = '/rpc/push'): Promise<Response> =>
  fetch(`${proxy.url}${path}`, { method: 'POST', body: 'question' })

/** What a terminal would see: the status and what its JSON parser makes of the body, or that nothing came. */
async function see(path?: string): Promise<string> {
  try {
    const reply = await ask(path)
    const text = await reply.text()
    try {
      JSON.parse(text)
      return `${reply.status} whole`
    } catch {
      return `${reply.status} broken`
    }
  } catch {
    return 'nothing'
  }
}

const faults: readonly (readonly [what: string, fault: Fault, seen: string, arrived: number])[] = [
  ['cut before it arrives', { kind: 'cut_before' }, 'nothing', 0],
  ['cut after it was done', { kind: 'cut_after' }, 'nothing', 1],
  ['cut within the answer', { kind: 'cut_within' }, 'nothing', 1],
  ['truncated', { kind: 'truncated' }, '200 broken', 1],
  ['doubled', { kind: 'doubled' }, '200 whole', 2],
  ['refused as unknown', { kind: 'status', status: 401 }, '401 whole', 0],
  ['refused as too large', { kind: 'status', status: 413 }, '413 whole', 0],
  ['refused by an error', { kind: 'status', status: 500 }, '500 whole', 0],
  ['answered by a portal', { kind: 'html' }, '200 broken', 0],
  ['delayed', { kind: 'delayed', ms: 5 }, '200 whole', 1],
  ['dripping', { kind: 'drip', pieces: 4, everyMs: 1 }, '200 whole', 1],
]

test.each(faults)(
  'a request that is %s is that once, and the next is itself again',
  async (_, fault, seen, arrived) => {
    proxy.plan('/rpc/push', fault)
    expect(await see('/rpc/pull')).toBe('200 whole')
    expect(await see()).toBe(seen)
    expect(heard.filter((line) => line === 'POST /rpc/push question')).toHaveLength(arrived)
    expect(proxy.arrived('/rpc/push')).toBe(arrived)
    expect(await see()).toBe('200 whole')
  },
)

test('one that comes too soon is told when to come again', async () => {
  proxy.plan('/', { kind: 'status', status: 429, retryAfterS: 7 })
  const reply = await ask()
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '7'])
})

test('a request is held before the server hears it, or after it is done, until it is let go', async () => {
  for (const [kind, before] of [
    ['held_before', 0],
    ['held_after', 1],
  ] as const) {
    heard = []
    const held = new Promise<void>((resolve) => proxy.onHeld(resolve))
    proxy.plan('/rpc', { kind })
    const seen = see()
    await held
    expect([proxy.held(), heard.length]).toEqual([1, before])
    proxy.release()
    expect(await seen).toBe('200 whole')
    expect([proxy.held(), heard.length]).toEqual([0, 1])
  }
})

test('a line that is cut breaks what is under way and answers nothing until it is let back', async () => {
  proxy.plan('/', { kind: 'held_after' })
  const underWay = see()
  await new Promise<void>((resolve) => proxy.onHeld(resolve))
  proxy.cut(true)
  expect(await underWay).toBe('nothing')
  expect(await see()).toBe('nothing')
  proxy.cut(false)
  expect(await see()).toBe('200 whole')
})

test('a WebSocket passes, and is cut without the line', async () => {
  const socket = new WebSocket(proxy.url.replace('http', 'ws'))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send('ping')
  expect(String(await new Promise((resolve) => socket.once('message', resolve)))).toBe('heard')
  expect(proxy.sockets()).toBe(1)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  proxy.cutSockets()
  await closed
  expect(await see()).toBe('200 whole')
})
