import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'

import type { FastifyInstance, FastifyReply } from 'fastify'

/** A shorter reply fits in few packets anyway. */
const smallestBytes = 2048

/** Compresses long JSON replies to clients that are not on this machine and can read them. */
export function compressReplies(app: FastifyInstance, isFar: (address: string) => boolean): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!(payload instanceof Readable) || !isFar(request.ip) || !isLongJson(reply)) return payload
    reply.header('vary', 'Accept-Encoding')
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload
    reply.removeHeader('content-length').header('content-encoding', 'gzip')
    // The fastest level: rows of one table shrink to a fifth of themselves already at this one.
    const zipped = createGzip({ level: 1 })
    payload.on('error', (error) => zipped.destroy(error))
    zipped.on('close', () => payload.destroy())
    return payload.pipe(zipped)
  })
}

function isLongJson(reply: FastifyReply): boolean {
  const length = reply.getHeader('content-length')
  return (
    reply.getHeader('content-encoding') === undefined &&
    String(reply.getHeader('content-type') ?? '').includes('json') &&
    (length === undefined || Number(length) >= smallestBytes)
  )
}

/** Whether an address is of this machine. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address)
}
