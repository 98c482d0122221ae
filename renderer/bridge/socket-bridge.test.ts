import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ok } from '../../shared/kernel/result.ts'
import { createSocketBridge, type SocketLike } from './socket-bridge.ts'

/** Sockets as the bridge opens them, with the network in the test's hands. */
function aNetwork() {
  const sockets: ReturnType<typeof aSocket>[] = []
  return {
    sockets,
    open: (): SocketLike => {
      const socket = aSocket()
      sockets.push(socket)
      return socket
    },
  }
}

function aSocket() {
  const target = new EventTarget()
  const sent: string[] = []
  return {
    sent,
    send: (frame: string) => sent.push(frame),
    addEventListener: target.addEventListener.bind(target),
    opens: () => target.dispatchEvent(new Event('open')),
    closes: () => target.dispatchEvent(new Event('close')),
    says: (frame: unknown) =>
      target.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) })),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const signedOut = ok({ staff: null })

test('what is asked before the socket is open is sent when it is', async () => {
  const network = aNetwork()
  const bridge = createSocketBridge(network.open)
  const reply = bridge.call('session.current', {})
  const [socket] = network.sockets
  expect(socket?.sent).toEqual([])
  socket?.opens()
  expect(socket?.sent).toEqual(['{"id":1,"name":"session.current","input":{}}'])
  socket?.says({ id: 1, reply: signedOut })
  expect(await reply).toEqual(signedOut)
})

test('replies find their questions in whatever order they come', async () => {
  const network = aNetwork()
  const bridge = createSocketBridge(network.open)
  network.sockets[0]?.opens()
  const first = bridge.call('session.current', {})
  const second = bridge.call('session.known', {})
  network.sockets[0]?.says({ id: 2, reply: ok({ staff: [] }) })
  network.sockets[0]?.says({ id: 1, reply: signedOut })
  expect(await second).toEqual(ok({ staff: [] }))
  expect(await first).toEqual(signedOut)
})

test('what was not answered when the socket dropped is asked again on the next one, and nothing else', async () => {
  const network = aNetwork()
  const bridge = createSocketBridge(network.open)
  const connected = vi.fn<(connected: boolean) => void>()
  bridge.onConnection(connected)
  network.sockets[0]?.opens()
  const answered = bridge.call('session.known', {})
  const lost = bridge.call('session.current', {})
  network.sockets[0]?.says({ id: 1, reply: ok({ staff: [] }) })
  await answered
  network.sockets[0]?.closes()
  vi.advanceTimersByTime(1000)
  expect(network.sockets).toHaveLength(2)
  network.sockets[1]?.opens()
  expect(network.sockets[1]?.sent).toEqual(['{"id":2,"name":"session.current","input":{}}'])
  network.sockets[1]?.says({ id: 2, reply: signedOut })
  expect(await lost).toEqual(signedOut)
  expect(connected.mock.calls).toEqual([[true], [false], [true]])
})

test('a host that stays away is tried again ever more slowly, but at least every few seconds', () => {
  const network = aNetwork()
  createSocketBridge(network.open)
  for (let tries = 1; tries < 10; tries++) {
    network.sockets.at(-1)?.closes()
    vi.advanceTimersByTime(3000)
    expect(network.sockets).toHaveLength(tries + 1)
  }
})

test('events reach whoever listens, until they stop', () => {
  const network = aNetwork()
  const bridge = createSocketBridge(network.open)
  const heard = vi.fn<(data: unknown) => void>()
  const stop = bridge.on('changed', heard)
  network.sockets[0]?.opens()
  network.sockets[0]?.says({ event: 'changed', data: { tables: ['rooms'] } })
  stop()
  network.sockets[0]?.says({ event: 'changed', data: { tables: ['bookings'] } })
  expect(heard.mock.calls).toEqual([[{ tables: ['rooms'] }]])
})

test('a reply that does not fit the contract fails its question and no other', async () => {
  const network = aNetwork()
  const bridge = createSocketBridge(network.open)
  network.sockets[0]?.opens()
  const wrong = bridge.call('session.current', {})
  const right = bridge.call('session.known', {})
  network.sockets[0]?.says({ id: 1, reply: ok({ staff: 'Ada' }) })
  network.sockets[0]?.says({ id: 2, reply: ok({ staff: [] }) })
  await expect(wrong).rejects.toThrow('the reply to session.current does not fit the contract')
  expect(await right).toEqual(ok({ staff: [] }))
})
