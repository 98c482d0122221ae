import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { contentSecurityPolicy, windowHeaders } from '../../shared/contract/window-policy.ts'
import type { Entrance } from './entrance.ts'

interface GuardDeps {
  /** The one origin the window is served from. */
  readonly origin: () => string
  readonly entrance: Entrance
}

/** Refuses every request that does not come from the window itself, before any route sees it. */
export function guard(server: FastifyInstance, { origin, entrance }: GuardDeps): void {
  server.addHook('onRequest', (request, reply, goOn) => {
    reply.headers(windowHeaders)
    reply.header('content-security-policy', contentSecurityPolicy(randomBytes(16).toString('base64url')))
    const refusal = refusalOf(request, origin(), entrance)
    if (refusal === null) return goOn()
    reply.code(refusal.status).type('text/plain; charset=utf-8').send(`${refusal.why}\n`)
  })
}

function refusalOf(request: FastifyRequest, origin: string, entrance: Entrance) {
  if (request.headers.host !== new URL(origin).host) {
    return { status: 421, why: 'This is not the name of the front desk.' }
  }
  if (!isFromWindow(request, origin)) return { status: 403, why: 'Only the front desk’s own window may ask.' }
  if (pathOf(request) !== '/open' && !entrance.isIn(request)) return { status: 403, why: askForLink }
  return null
}

/** Browsers state where a request comes from; a program that states nothing must still show the cookie. */
function isFromWindow(request: FastifyRequest, origin: string): boolean {
  const from = request.headers.origin
  if (from !== undefined && from !== origin) return false
  // a WebSocket's only witness is its Origin, and every browser sends it
  if (pathOf(request) === '/bridge') return from === origin
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' || pathOf(request) === '/open'
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

const askForLink =
  'This browser has not been let in. Open the link that the front desk printed when it started; a link works once, and pressing Enter there prints a fresh one.'
