import httpProxy from '@fastify/http-proxy'
import type { FastifyInstance } from 'fastify'

import { compressReplies } from './compress.ts'

export interface RestOptions {
  readonly postgrestUrl: string
  readonly anonKey: string
  /** Whether a reply to this address is worth compressing; on the same machine that only costs time. */
  readonly isFar: (address: string) => boolean
}

/** Passes requests on to PostgREST: query and bodies untouched, both ways as streams. */
export async function registerRest(app: FastifyInstance, options: RestOptions): Promise<void> {
  compressReplies(app, options.isFar)
  await app.register(httpProxy, {
    upstream: options.postgrestUrl,
    disableRequestLogging: true,
    undici: { connections: 32, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 },
    replyOptions: {
      rewriteRequestHeaders: (_request, headers) => ({
        ...headers,
        // Who says nothing of who they are is nobody, as at the hosted gateway.
        authorization: headers.authorization ?? `Bearer ${options.anonKey}`,
      }),
      onError: (reply) => {
        reply.code(503).send({
          code: 'upstream_unavailable',
          message: 'The database service does not answer',
          details: null,
          hint: null,
        })
      },
    },
  })
}
