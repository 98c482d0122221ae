import type { AddressInfo } from 'node:net'

import { WebSocket, WebSocketServer } from 'ws'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { createChannels } from './channels.ts'
import type { Channels } from './channels.ts'
import { openConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import type { ProtocolVersion } from './frames.ts'
import type { Identify, Speaker } from './identify.ts'

let server: WebSocketServer
let channels: Channels
let nowMs: number
let version: ProtocolVersion
let identify: Identify
const asked: string[] = []
const joins: string[] = []
const speakers = new Map<string, Speaker>()
const connections: Connection[] = []
const sockets: WebSocket[] = []

beforeEach(async () => {
  nowMs = 1_000_000
  version = '2.0.0'
  speakers.clear()
  asked.length = 0
  identify = async (token) => speakers.get(token) ?? null
  speakers.set('key', { role: 'anon', expiresAtMs: null })
  speakers.set('maria', { role: 'authenticated', expiresAtMs: nowMs + 60_000 })
  const real = createChannels()
  joins.length = 0
  channels = {
    ...real,
    join(channel, subscriber) {
      joins.push(channel.topic)
      real.join(channel, subscriber)
    },
  }
  const deps = {
    channels,
    publish: channels.deliver,
    identify: async (token: string) => {
      asked.push(token)
      return await identify(token)
    },
    clock: { now: () => nowMs, monotonic: () => nowMs },
  }
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => connections.push(openConnection(socket, version, 'key', deps)))
  await new Promise((resolve) => server.once('listening', resolve))
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate()
  connections.length = 0
  server.close()
})

/** A bare socket: says what it is told to and hears one thing after the other. */
async function connect() {
  const { port } = server.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion -- listens on TCP
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  sockets.push(socket)
  const heard: unknown[] = []
  let wake = (): void => {}
  socket.on('message', (data: Buffer) => {
    heard.push(JSON.parse(data.toString()))
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve) => socket.once('open', resolve))
  return {
    socket,
    closed,
    say: (message: unknown) => socket.send(JSON.stringify(message)),
    async hear(): Promise<unknown> {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return heard.shift()
    },
  }
}

const topic = 'realtime:front-desk'
const joined = { status: 'ok', response: { postgres_changes: [] } }

describe('version 2.0.0 of the protocol', () => {
  test('a beat is answered under its own number', async () => {
    const client = await connect()
    client.say([null, '7', 'phoenix', 'heartbeat', {}])
    expect(await client.hear()).toEqual([null, '7', 'phoenix', 'phx_reply', { status: 'ok', response: {} }])
  })

  test('a join, a broadcast and a leave', async () => {
    const [one, two] = [await connect(), await connect()]
    for (const client of [one, two]) {
      client.say(['1', '1', topic, 'phx_join', { config: {}, access_token: 'maria' }])
      expect(await client.hear()).toEqual(['1', '1', topic, 'phx_reply', joined])
    }
    one.say(['1', '2', topic, 'broadcast', { type: 'broadcast', event: 'note', payload: { n: 1 } }])
    const note = { type: 'broadcast', event: 'note', payload: { n: 1 } }
    expect(await two.hear()).toEqual([null, null, topic, 'broadcast', note])
    two.say(['1', '3', topic, 'phx_leave', {}])
    expect(await two.hear()).toEqual(['1', '3', topic, 'phx_reply', { status: 'ok', response: {} }])
    expect(await two.hear()).toEqual(['1', '3', topic, 'phx_close', {}])
  })

  test('joining again replaces the older join, so that a broadcast is heard once', async () => {
    const [one, two] = [await connect(), await connect()]
    for (const joinRef of ['1', '2']) {
      two.say([joinRef, joinRef, topic, 'phx_join', { config: {} }])
      await two.hear()
    }
    one.say(['1', '1', topic, 'phx_join', { config: {} }])
    await one.hear()
    one.say(['1', '2', topic, 'broadcast', { event: 'first', payload: {} }])
    one.say(['1', '3', topic, 'broadcast', { event: 'second', payload: {} }])
    expect(await two.hear()).toMatchObject({ 4: { event: 'first' } })
    expect(await two.hear()).toMatchObject({ 4: { event: 'second' } })
  })

  test('a leave that follows a join at once is taken after it', async () => {
    const client = await connect()
    client.say(['1', '1', topic, 'phx_join', { config: {} }])
    client.say(['1', '2', topic, 'phx_leave', {}])
    expect(await client.hear()).toEqual(['1', '1', topic, 'phx_reply', joined])
    expect(await client.hear()).toMatchObject({ 1: '2', 3: 'phx_reply' })
  })

  test('who has not joined cannot broadcast', async () => {
    const client = await connect()
    client.say(['1', '1', topic, 'broadcast', { event: 'note', payload: {} }])
    const refused = { status: 'error', response: { reason: 'unmatched topic' } }
    expect(await client.hear()).toEqual(['1', '1', topic, 'phx_reply', refused])
  })

  test.each(['{', '[]', '"text"', '[1,2,3]', '["1","1",5,"phx_join",{}]', 'null'])(
    'the socket of one who says %s is closed',
    async (nonsense) => {
      const client = await connect()
      client.socket.send(nonsense)
      expect(await client.closed).toBe(1003)
    },
  )
})

describe('version 1.0.0 of the protocol', () => {
  test('speaks in objects', async () => {
    version = '1.0.0'
    const [one, two] = [await connect(), await connect()]
    for (const client of [one, two]) {
      client.say({ topic, event: 'phx_join', payload: { config: {} }, ref: '1', join_ref: '1' })
      expect(await client.hear()).toEqual({
        topic,
        event: 'phx_reply',
        payload: joined,
        ref: '1',
        join_ref: '1',
      })
    }
    one.say({
      topic,
      event: 'broadcast',
      payload: { type: 'broadcast', event: 'note', payload: { n: 1 } },
      ref: '2',
    })
    expect(await two.hear()).toMatchObject({
      topic,
      event: 'broadcast',
      payload: { event: 'note', payload: { n: 1 } },
    })
  })
})

describe('limits', () => {
  test('a channel whose token has expired is closed, with the reason', async () => {
    const client = await connect()
    client.say(['1', '1', topic, 'phx_join', { config: {}, access_token: 'maria' }])
    await client.hear()
    nowMs += 59_000
    connections[0]?.tend()
    nowMs += 1_000
    connections[0]?.tend()
    expect(await client.hear()).toMatchObject({ 3: 'system', 4: { message: 'Access token has expired' } })
    expect(await client.hear()).toMatchObject({ 3: 'phx_close' })
  })

  test('a newer token keeps the channel open', async () => {
    speakers.set('maria again', { role: 'authenticated', expiresAtMs: nowMs + 120_000 })
    const client = await connect()
    client.say(['1', '1', topic, 'phx_join', { config: {}, access_token: 'maria' }])
    await client.hear()
    client.say(['1', '2', topic, 'access_token', { access_token: 'maria again' }])
    client.say([null, '3', 'phoenix', 'heartbeat', {}])
    await client.hear()
    nowMs += 60_000
    connections[0]?.tend()
    client.say([null, '4', 'phoenix', 'heartbeat', {}])
    expect(await client.hear()).toMatchObject({ 1: '4' })
  })

  test('a token that is no good any more closes the channel', async () => {
    const client = await connect()
    client.say(['1', '1', topic, 'phx_join', { config: {}, access_token: 'maria' }])
    await client.hear()
    client.say(['1', '2', topic, 'access_token', { access_token: 'forged' }])
    expect(await client.hear()).toMatchObject({ 3: 'system' })
    expect(await client.hear()).toMatchObject({ 3: 'phx_close' })
  })

  test('one who has been silent for two beats is cut off', async () => {
    const client = await connect()
    nowMs += 60_001
    connections[0]?.tend()
    expect(await client.closed).toBe(1006)
  })

  test('one who says too much at once is cut off', async () => {
    const client = await connect()
    for (let beat = 0; beat <= 200; beat += 1) client.say([null, String(beat), 'phoenix', 'heartbeat', {}])
    expect(await client.closed).toBe(1008)
  })

  test('one socket can be on so many channels and no more', async () => {
    const client = await connect()
    for (let channel = 0; channel <= 100; channel += 1) {
      client.say(['1', String(channel), `realtime:${channel}`, 'phx_join', { config: {} }])
    }
    for (let channel = 0; channel < 100; channel += 1)
      expect(await client.hear()).toMatchObject({ 4: joined })
    expect(await client.hear()).toMatchObject({ 4: { status: 'error' } })
  })

  test('a client that goes while its token is looked at joins nothing', async () => {
    let answer = (_speaker: Speaker): void => {}
    identify = async () => await new Promise((resolve) => (answer = resolve))
    const client = await connect()
    client.say(['1', '1', topic, 'phx_join', { config: {}, access_token: 'maria' }])
    await expect.poll(() => asked).toEqual(['maria'])
    client.socket.terminate()
    await expect.poll(() => server.clients.size).toBe(0)
    answer({ role: 'authenticated', expiresAtMs: null })
    await new Promise((resolve) => setImmediate(resolve))
    expect(joins).toEqual([])
  })

  test('a client that is gone is on no channel any more', async () => {
    const [one, two] = [await connect(), await connect()]
    one.say(['1', '1', topic, 'phx_join', { config: {} }])
    await one.hear()
    one.socket.terminate()
    await one.closed
    two.say(['1', '1', topic, 'phx_join', { config: { broadcast: { ack: true } } }])
    await two.hear()
    two.say(['1', '2', topic, 'broadcast', { event: 'note', payload: {} }])
    expect(await two.hear()).toMatchObject({ 4: { status: 'ok' } })
  })
})
