import type { FastifyRequest } from 'fastify'

/** The token of an `Authorization: Bearer` header, or null. */
export function bearerOf(request: FastifyRequest): string | null {
  return /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}
