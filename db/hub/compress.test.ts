import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'

import fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'

import { compressReplies, isLoopback } from './compress.ts'

const long = JSON.stringify(Array.from({ length: 500 }, (_, n) => ({ room: n })))
const apps: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

async function replyTo(
  far: boolean,
  headers: Record<string, string>,
  body = long,
  type = 'application/json',
) {
  const app = fastify()
  apps.push(app)
  compressReplies(app, () => far)
  app.get('/', async (_request, reply) => await reply.type(type).send(Readable.from([body])))
  return await app.inject({ url: '/', headers })
}

describe('a long JSON reply', () => {
  test('is compressed for a client far away that can read it', async () => {
    const reply = await replyTo(true, { 'accept-encoding': 'gzip, br' })
    expect(reply.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(gunzipSync(reply.rawPayload).toString()).toBe(long)
  })

  test('is left alone for one on this machine, or one that cannot read it', async () => {
    const near = await replyTo(false, { 'accept-encoding': 'gzip' })
    const plain = await replyTo(true, {})
    for (const reply of [near, plain]) {
      expect(reply.headers['content-encoding']).toBeUndefined()
      expect(reply.body).toBe(long)
    }
  })

  test('of another kind is left alone', async () => {
    const reply = await replyTo(true, { 'accept-encoding': 'gzip' }, long, 'application/pdf')
    expect(reply.headers['content-encoding']).toBeUndefined()
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.5', false],
  ['::ffff:10.0.0.5', false],
])('%s is of this machine: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})
