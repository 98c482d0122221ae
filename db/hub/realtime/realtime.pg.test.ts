import { REALTIME_SUBSCRIBE_STATES } from '@supabase/supabase-js'
import type { RealtimeChannel } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { startTestStack } from '../../stack/testing.ts'
import { newClient, newSignedInClient } from '../testing.ts'
import type { Client } from '../testing.ts'

let stack: Awaited<ReturnType<typeof startTestStack>>
let database: pg.Client
const clients: Client[] = []

beforeAll(async () => {
  stack = await startTestStack()
  database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.removeAllChannels()
})
afterAll(async () => {
  await database.end()
  await stack.stop()
})

/** Joins, and returns what the channel hears from then on, to be taken one by one. */
async function join(channel: RealtimeChannel): Promise<() => Promise<unknown>> {
  const heard: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  channel.on('broadcast', { event: '*' }, (message) => {
    const first = waiting.shift()
    if (first === undefined) heard.push(message)
    else first(message)
  })
  await new Promise<void>((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED) resolve()
      else reject(error ?? new Error(status))
    })
  })
  return async () => heard.shift() ?? (await new Promise((resolve) => waiting.push(resolve)))
}

async function signedIn(): Promise<Client> {
  const client = await newSignedInClient(stack, 'front_desk')
  clients.push(client)
  return client
}

function nobody(): Client {
  const client = newClient(stack)
  clients.push(client)
  return client
}

describe('broadcasts', () => {
  test('what one client sends the other hears, and the sender does not', async () => {
    const [one, two] = [(await signedIn()).channel('front-desk'), (await signedIn()).channel('front-desk')]
    const [hearOne, hearTwo] = [await join(one), await join(two)]
    await one.send({ type: 'broadcast', event: 'hello', payload: { name: 'Zoë' } })
    expect(await hearTwo()).toMatchObject({ event: 'hello', payload: { name: 'Zoë' } })
    await two.send({ type: 'broadcast', event: 'answer', payload: {} })
    expect(await hearOne()).toMatchObject({ event: 'answer' })
  })

  test('a sender that asks to hears itself, and is told that it was sent', async () => {
    const client = await signedIn()
    const channel = client.channel('front-desk', { config: { broadcast: { self: true, ack: true } } })
    const hear = await join(channel)
    expect(await channel.send({ type: 'broadcast', event: 'note', payload: { n: 1 } })).toBe('ok')
    expect(await hear()).toMatchObject({ event: 'note', payload: { n: 1 } })
  })

  test('bytes arrive as they were sent', async () => {
    const [one, two] = [(await signedIn()).channel('front-desk'), (await signedIn()).channel('front-desk')]
    await join(one)
    const hear = await join(two)
    const bytes = new Uint8Array([0, 255, 10, 128])
    await one.send({ type: 'broadcast', event: 'raw', payload: bytes.buffer })
    const heard = await hear()
    expect(heard).toMatchObject({ event: 'raw' })
    expect(heard).toHaveProperty('payload', bytes.buffer)
  })

  test('one who is not on the channel can send by a plain request', async () => {
    const hear = await join((await signedIn()).channel('front-desk'))
    const sender = nobody().channel('front-desk')
    expect(await sender.httpSend('note', { n: 2 })).toEqual({ success: true })
    expect(await hear()).toMatchObject({ event: 'note', payload: { n: 2 } })
    const batch = await fetch(`${stack.url}/realtime/v1/api/broadcast`, {
      method: 'POST',
      headers: { apikey: stack.anonKey, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ topic: 'front-desk', event: 'batch', payload: { n: 3 } }] }),
    })
    expect(batch.status).toBe(202)
    expect(await hear()).toMatchObject({ event: 'batch', payload: { n: 3 } })
  })

  test('topics are apart, and so are the public and the private channel of one name', async () => {
    const client = await signedIn()
    const publicChannel = client.channel('front-desk')
    const hear = await join(publicChannel)
    const other = await signedIn()
    await other.channel('front-desk-2').httpSend('elsewhere', {})
    await other.channel('front-desk', { config: { private: true } }).httpSend('private', {})
    await other.removeAllChannels()
    await other.channel('front-desk').httpSend('here', {})
    expect(await hear()).toMatchObject({ event: 'here' })
  })

  test('one who has left hears nothing more', async () => {
    const [leaver, stayer] = [await signedIn(), await signedIn()]
    const left = leaver.channel('front-desk')
    const heard: unknown[] = []
    left.on('broadcast', { event: '*' }, (message) => heard.push(message))
    await join(left)
    const hear = await join(stayer.channel('front-desk'))
    expect(await leaver.removeChannel(left)).toBe('ok')
    await nobody().channel('front-desk').httpSend('late', {})
    await hear()
    expect(heard).toEqual([])
  })
})

describe('pokes from the database', () => {
  test('a notification reaches everybody on the front desk’s channel once its transaction has committed', async () => {
    const hearPublic = await join((await signedIn()).channel('front-desk'))
    const hearPrivate = await join((await signedIn()).channel('front-desk', { config: { private: true } }))
    await database.query('begin')
    await database.query(`select pg_notify('sync_poke', '{"undone":true}')`)
    await database.query('rollback')
    await database.query(`select pg_notify('sync_poke', '{"terminal":"A"}')`)
    expect(await hearPublic()).toMatchObject({ event: 'poke', payload: { terminal: 'A' } })
    expect(await hearPrivate()).toMatchObject({ event: 'poke', payload: { terminal: 'A' } })
  })

  test('what SQL sends by realtime.send is heard as on a hosted project', async () => {
    const hear = await join((await signedIn()).channel('front-desk'))
    await database.query(`select realtime.send('{"n": 4}', 'note', 'front-desk', false)`)
    expect(await hear()).toMatchObject({ event: 'note', payload: { n: 4 } })
  })

  test('a listener that was cut off listens again, and says that something may have changed', async () => {
    const hear = await join((await signedIn()).channel('front-desk'))
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen realtime_send'`,
    )
    expect(await hear()).toMatchObject({ event: 'poke', payload: {} })
    await database.query(`select pg_notify('sync_poke', '{"terminal":"B"}')`)
    expect(await hear()).toMatchObject({ event: 'poke', payload: { terminal: 'B' } })
  })
})

test('the client library’s own heartbeat is answered', async () => {
  const client = await signedIn()
  await join(client.channel('front-desk'))
  const answered = new Promise<void>((resolve) =>
    client.realtime.onHeartbeat((status) => {
      if (status === 'ok') resolve()
    }),
  )
  await client.realtime.sendHeartbeat()
  await expect(answered).resolves.toBeUndefined()
})

describe('who may join', () => {
  test('nobody in particular may join a public channel and no private one', async () => {
    await join(nobody().channel('front-desk'))
    await expect(join(nobody().channel('front-desk', { config: { private: true } }))).rejects.toThrow(
      /signed-in/,
    )
  })

  test('a token of somebody else’s making is refused', async () => {
    const client = nobody()
    await client.realtime.setAuth('not.a.token')
    await expect(join(client.channel('front-desk'))).rejects.toThrow(/InvalidJWTToken/)
  })

  test('what is not offered is refused by name', async () => {
    const presence = (await signedIn()).channel('front-desk')
    presence.on('presence', { event: 'sync' }, () => {})
    await expect(join(presence)).rejects.toThrow(/presence/)
    const changes = (await signedIn()).channel('front-desk')
    changes.on('postgres_changes', { event: '*', schema: 'public' }, () => {})
    await expect(join(changes)).rejects.toThrow(/postgres_changes/)
  })

  test('the project’s key is needed to connect, and to send', async () => {
    const socket = new WebSocket(
      `${stack.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=wrong&vsn=2.0.0`,
    )
    const outcome = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve('open'))
      socket.addEventListener('error', () => resolve('refused'))
    })
    expect(outcome).toBe('refused')
    const send = await fetch(`${stack.url}/realtime/v1/api/broadcast`, { method: 'POST' })
    expect(send.status).toBe(401)
  })

  test('only somebody signed in may send to a private channel', async () => {
    const channel = nobody().channel('front-desk', { config: { private: true } })
    await expect(channel.httpSend('note', {})).rejects.toThrow(/signed-in/)
  })
})
