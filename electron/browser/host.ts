import { fastifyCookie } from '@fastify/cookie'
import { fastifyStatic } from '@fastify/static'
import { fastifyWebsocket } from '@fastify/websocket'
import { fastify } from 'fastify'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { createEntrance } from './entrance.ts'
import { guard } from './guard.ts'
import { loadPage } from './page.ts'
import { maxFrameBytes, serveWindow } from './socket.ts'

export interface BrowserHost {
  /** Where the window lives, without a way in: `http://127.0.0.1:<port>`. */
  readonly url: string
  /** A link that lets one browser in, once. */
  readonly issueUrl: () => string
  readonly close: () => Promise<void>
}

export interface BrowserHostOptions {
  readonly terminal: Terminal
  /** The built window. */
  readonly assetsDir: string
  /** Any free port, unless told. */
  readonly port?: number
}

/**
 * Serves the window to a browser on this machine, where no Electron can be had: the same page and the same contract.
 *
 * Any program and any web page on the machine can knock at a loopback port, so who is let in is checked three times:
 * the Host header (a foreign name that resolves to loopback), the Origin (another page), and a cookie that only a
 * one-time link gives (another program).
 */
export async function createBrowserHost({
  terminal,
  assetsDir,
  port = 0,
}: BrowserHostOptions): Promise<BrowserHost> {
  const page = await loadPage(assetsDir)
  const server = fastify({ logger: false, exposeHeadRoutes: false })
  await server.register(fastifyCookie)
  await server.register(fastifyWebsocket, { options: { maxPayload: maxFrameBytes } })

  // known once the port is; nothing is asked before that
  let origin = ''
  const entrance = createEntrance(() => `front-desk-${new URL(origin).port}`)
  guard(server, { origin: () => origin, entrance })

  server.get('/', (_request, reply) => page.send(reply))
  server.get('/index.html', (_request, reply) => page.send(reply))
  server.get('/open', (request, reply) => entrance.open(request, reply))
  server.get('/bridge', { websocket: true }, (socket) => serveWindow(socket, terminal))
  await server.register(fastifyStatic, {
    root: assetsDir,
    index: false,
    dotfiles: 'deny',
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache')
    },
  })

  origin = await server.listen({ host: '127.0.0.1', port })
  return {
    url: origin,
    issueUrl: () => `${origin}/open?token=${entrance.issue()}`,
    close: () => server.close(),
  }
}
