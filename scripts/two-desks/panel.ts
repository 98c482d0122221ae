import { fastify } from 'fastify'
import { z } from 'zod'
import type { Terminal } from '../../shared/contract/terminal.ts'
import type { Fault, FaultProxy } from '../testing/fault-proxy.ts'
import { panelPage } from './panel-page.ts'

/** A terminal and the line that it hangs on. */
export interface LinedDesk {
  readonly name: string
  readonly terminal: Terminal
  readonly proxy: FaultProxy
  /** A link that lets one browser in, once. */
  readonly issueUrl: () => string
}

/** What the panel offers to befall the next request that carries commands, by the name on its button. */
const faults = {
  'cut before the server hears it': { kind: 'cut_before' },
  'cut after the server has done it': { kind: 'cut_after' },
  'answer cut in half': { kind: 'truncated' },
  'sent twice': { kind: 'doubled' },
  'answered by a hotel wifi': { kind: 'html' },
  'token refused (401)': { kind: 'status', status: 401 },
  'too large (413)': { kind: 'status', status: 413 },
  'too soon (429)': { kind: 'status', status: 429, retryAfterS: 10 },
  'server error (500)': { kind: 'status', status: 500 },
  'five seconds late': { kind: 'delayed', ms: 5000 },
  'slow drip': { kind: 'drip', pieces: 20, everyMs: 250 },
  'held until let go': { kind: 'held_after' },
} as const satisfies Record<string, Fault>

const order = z.object({
  desk: z.int().nonnegative(),
  do: z.enum(['cut', 'restore', 'cut_sockets', 'let_go', 'fault']),
  fault: z.string().optional(),
})

/** A page on which people cut and restore each desk's line. For this machine alone, and for its own page alone. */
export async function startPanel(
  desks: readonly LinedDesk[],
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = fastify({ logger: false })
  let origin = ''

  // another page in the same browser may knock, and must not be let in
  server.addHook('onRequest', async (request, reply) => {
    const from = request.headers.origin
    const isOurs = request.headers.host === new URL(origin).host && (from === undefined || from === origin)
    if (!isOurs) await reply.code(403).send()
  })
  server.get('/', (_request, reply) =>
    reply.type('text/html').send(
      panelPage(
        desks.map(({ name }) => name),
        Object.keys(faults),
      ),
    ),
  )
  server.get('/state', () => Promise.all(desks.map(stateOf)))
  server.get('/open/:desk', (request, reply) => {
    const { desk } = z.object({ desk: z.coerce.number() }).parse(request.params)
    return reply.redirect(desks[desk]?.issueUrl() ?? '/')
  })
  server.post('/do', (request, reply) => {
    const asked = order.safeParse(request.body)
    const proxy = asked.success ? desks[asked.data.desk]?.proxy : undefined
    if (!asked.success || proxy === undefined) return reply.code(400).send()
    obey(proxy, asked.data)
    return reply.code(204).send()
  })

  origin = await server.listen({ host: '127.0.0.1', port: 0 })
  return { url: origin, close: () => server.close() }
}

function obey(proxy: FaultProxy, asked: z.output<typeof order>): void {
  switch (asked.do) {
    case 'cut':
      return proxy.cut(true)
    case 'restore':
      return proxy.cut(false)
    case 'cut_sockets':
      return proxy.cutSockets()
    case 'let_go':
      return proxy.release()
    case 'fault': {
      const fault = Object.entries(faults).find(([name]) => name === asked.fault)?.[1]
      if (fault !== undefined) proxy.plan('/rpc/sync_push', fault)
    }
  }
}

async function stateOf({ name, terminal, proxy }: LinedDesk) {
  const status = await terminal.call('terminal.status', {})
  return {
    name,
    cut: proxy.isCut(),
    held: proxy.held(),
    state: status.ok ? status.value.line.state : 'unknown',
    pending: status.ok ? status.value.line.pending : 0,
    attention: status.ok ? status.value.line.attention : 0,
  }
}
