import { timingSafeEqual } from 'node:crypto'

import type { FastifyReply, FastifyRequest } from 'fastify'

/** Lets nobody pass who does not name the project, in the gateway's words: by header, or as a WebSocket by query. */
export function createApiKeyGuard(
  anonKey: string,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const given = apiKeyOf(request)
    if (given === null) return reply.code(401).send({ message: 'No API key found in request' })
    if (!isEqual(given, anonKey)) return reply.code(401).send({ message: 'Invalid API key' })
    return undefined
  }
}

function apiKeyOf(request: FastifyRequest): string | null {
  const header = request.headers['apikey']
  if (typeof header === 'string' && header !== '') return header
  return new URL(request.url, 'http://hub').searchParams.get('apikey')
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
