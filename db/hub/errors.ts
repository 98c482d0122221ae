import type { FastifyInstance } from 'fastify'

import type { Log } from './log.ts'
import { isPoolExhausted } from './pool.ts'

/** Answers every failure in JSON, in the shape Supabase clients read, and tells a client nothing of our insides. */
export function registerErrors(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send({ code: 'not_found', message: 'There is nothing at this address' })
  })
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error)
    if (status < 500) {
      const code = status === 413 ? 'payload_too_large' : 'bad_request'
      const message = error instanceof Error ? error.message : 'The request cannot be read'
      void reply.code(status).send({ code, message, error_code: code, msg: message })
      return
    }
    // The route, not the address: a query may hold a guest's name.
    const at = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    log(`hub: request failed route="${at}" reason=${reasonOf(error)}`)
    if (isPoolExhausted(error)) {
      const busy = 'The server is busy: all its database connections are in use'
      void reply
        .code(503)
        .header('retry-after', '5')
        .send({ code: 'pool_exhausted', message: busy, error_code: 'pool_exhausted', msg: busy })
      return
    }
    const message = 'The server could not answer'
    void reply
      .code(500)
      .send({ code: 'unexpected_failure', message, error_code: 'unexpected_failure', msg: message })
  })
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error)) return 500
  return typeof error.statusCode === 'number' ? error.statusCode : 500
}

/** A database's message may quote a row, so of those only the code is kept. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : `"${error.message}"`
}
