import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import { bearerOf } from '../bearer.ts'
import type { Broadcast } from './broadcast.ts'
import { openConnection } from './connection.ts'
import type { Connection, ConnectionDeps } from './connection.ts'
import type { Identify } from './identify.ts'

const socketQuery = z.object({ apikey: z.string(), vsn: z.enum(['1.0.0', '2.0.0']).default('1.0.0') })
const batchSchema = z.object({
  messages: z
    .array(
      z.object({
        topic: z.string().min(1).max(255),
        event: z.string().min(1).max(255),
        payload: z.unknown(),
        private: z.boolean().default(false),
      }),
    )
    .max(100),
})
const eventParams = z.object({ topic: z.string().min(1), event: z.string().min(1) })
const eventQuery = z.object({ private: z.stringbool().default(false) })

const tendEveryMs = 5_000

/** The realtime interface: a socket for those who listen, and a way to send for those who do not. */
export function registerRealtimeRoutes(app: FastifyInstance, deps: ConnectionDeps): void {
  const connections = new Set<Connection>()
  const tending = setInterval(() => {
    for (const connection of connections) connection.tend()
  }, tendEveryMs)
  app.addHook('preClose', async () => {
    clearInterval(tending)
    for (const connection of connections) connection.close()
  })

  app.get('/websocket', { websocket: true }, (socket, request) => {
    const query = socketQuery.safeParse(request.query)
    if (!query.success) return socket.close(1008, 'unknown protocol version')
    const connection = openConnection(socket, query.data.vsn, query.data.apikey, deps)
    connections.add(connection)
    socket.on('close', () => connections.delete(connection))
  })

  app.post('/api/broadcast', async (request, reply) => {
    const batch = batchSchema.safeParse(request.body)
    if (!batch.success)
      return reply.code(422).send({ error: 'messages must be a list of topic, event and payload' })
    const messages = batch.data.messages.map((message) => ({
      topic: message.topic,
      event: message.event,
      isPrivate: message.private,
      payload: { kind: 'json' as const, value: message.payload ?? {} },
      senderId: null,
    }))
    return await send(reply, messages, bearerOf(request), deps)
  })

  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/api/broadcast/:topic/events/:event', async (request, reply) => {
    const params = eventParams.safeParse(request.params)
    const query = eventQuery.safeParse(request.query)
    if (!params.success || !query.success) return reply.code(422).send({ error: 'bad topic or event' })
    const body: unknown = request.body
    const message: Broadcast = {
      ...params.data,
      isPrivate: query.data.private,
      payload: Buffer.isBuffer(body) ? { kind: 'bytes', value: body } : { kind: 'json', value: body ?? {} },
      senderId: null,
    }
    return await send(reply, [message], bearerOf(request), deps)
  })
}

async function send(
  reply: FastifyReply,
  messages: readonly Broadcast[],
  token: string | null,
  deps: { readonly identify: Identify; readonly publish: (broadcast: Broadcast) => void },
): Promise<FastifyReply> {
  // Without a token of their own they are nobody: the gateway has seen the project's key already.
  const speaker = token === null ? { role: 'anon' } : await deps.identify(token)
  if (speaker === null) return reply.code(401).send({ error: 'the token is not valid, or has expired' })
  if (speaker.role === 'anon' && messages.some((message) => message.isPrivate)) {
    return reply.code(403).send({ error: 'a private channel needs a signed-in user' })
  }
  for (const message of messages) deps.publish(message)
  return reply.code(202).send()
}
