import type { FastifyReply } from 'fastify'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'

export interface HealthDeps {
  readonly pool: Pool
  readonly postgrestUrl: string
  readonly redis: Redis | null
}

/** Says of each part whether it answers. Without Redis the hub still does all its work, for itself alone. */
export async function sendHealth(reply: FastifyReply, deps: HealthDeps): Promise<FastifyReply> {
  const [database, rest, redis] = await Promise.all([
    answers(deps.pool.query('select 1')),
    answers(fetch(deps.postgrestUrl, { method: 'OPTIONS', signal: AbortSignal.timeout(2_000) })),
    deps.redis === null ? 'not used' : answers(deps.redis.ping()),
  ])
  const isHealthy = database && rest
  return reply.code(isHealthy ? 200 : 503).send({ status: isHealthy ? 'ok' : 'down', database, rest, redis })
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  try {
    await question
    return true
  } catch {
    return false
  }
}
