import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

export interface Entrance {
  /** A fresh one-time token. */
  readonly issue: () => string
  /** Trades the token of a link for a cookie. */
  readonly open: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** Whether the request carries a cookie that was given here. */
  readonly isIn: (request: FastifyRequest) => boolean
}

/** Links that were issued and not used; issuing more lets the oldest lapse. */
const maxOpenLinks = 8
/** Browsers let in at a time; letting in more shows the oldest out. */
const maxBrowsers = 32

const openQuery = z.object({ token: z.string().min(1).max(100) })

/**
 * Who has been let in. A link's token works once, then the browser shows the cookie it got for it. Cookies are shared
 * by all ports of a host, so the name carries ours. Only hashes are kept, and looking a hash up tells nothing by its time.
 */
export function createEntrance(cookieName: () => string): Entrance {
  const links = new Set<string>()
  const browsers = new Set<string>()

  function isIn(request: FastifyRequest): boolean {
    const cookie = request.cookies[cookieName()]
    return cookie !== undefined && browsers.has(hash(cookie))
  }

  return {
    issue: () => {
      const token = secret()
      addBounded(links, hash(token), maxOpenLinks)
      return token
    },
    open: (request, reply) => {
      // a link that is opened again in the browser it let in just leads back to the window
      if (isIn(request)) return leadToWindow(request, reply)
      const query = openQuery.safeParse(request.query)
      if (!query.success || !links.delete(hash(query.data.token))) {
        return reply.code(403).type('text/plain; charset=utf-8').send(usedLink)
      }
      const cookie = secret()
      addBounded(browsers, hash(cookie), maxBrowsers)
      reply
        .header('cache-control', 'no-store')
        .setCookie(cookieName(), cookie, { httpOnly: true, sameSite: 'strict', path: '/' })
      return leadToWindow(request, reply)
    },
    isIn,
  }
}

/**
 * A redirect still counts as a step of the page that the link was clicked on, which gets neither the cookie sent nor the
 * window: a terminal in a browser, the panel of two desks. So from another page a step of our own follows.
 */
function leadToWindow(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const site = request.headers['sec-fetch-site']
  if (site === undefined || site === 'none' || site === 'same-origin') return reply.redirect('/', 303)
  return reply.type('text/html; charset=utf-8').send(stepOfOurOwn)
}

const stepOfOurOwn =
  '<!doctype html><title>Front Desk</title><meta http-equiv="refresh" content="0; url=/"><a href="/">Front Desk</a>\n'

const usedLink =
  'This link has been used, or was never given. Press Enter where the front desk was started for a fresh one.\n'

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Sets keep the order of insertion, so the first is the oldest. */
function addBounded(set: Set<string>, entry: string, max: number): void {
  set.add(entry)
  for (const oldest of set) {
    if (set.size <= max) return
    set.delete(oldest)
  }
}
