import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { contentSecurityPolicy, noncePlaceholder } from '../../shared/contract/window-policy.ts'

export interface Page {
  readonly send: (reply: FastifyReply) => FastifyReply
}

/** The window's page, given out each time with a nonce of its own. */
export async function loadPage(assetsDir: string): Promise<Page> {
  const html = await readFile(join(assetsDir, 'index.html'), 'utf8')
  return {
    send: (reply) => {
      const nonce = randomBytes(16).toString('base64url')
      return reply
        .header('content-security-policy', contentSecurityPolicy(nonce))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(html.replaceAll(noncePlaceholder, nonce))
    },
  }
}
