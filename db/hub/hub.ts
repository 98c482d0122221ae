import websocket from '@fastify/websocket'
import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { Redis } from 'ioredis'

import type { Clock } from '../../shared/kernel/clock.ts'
import { systemClock } from '../../shared/kernel/clock.ts'
import { createApiKeyGuard } from './api-key.ts'
import { createAuthService } from './auth/auth-service.ts'
import { createPasswordAttempts } from './auth/password-attempts.ts'
import { createPasswords } from './auth/passwords.ts'
import { registerAuthRoutes, registerKeyRoute } from './auth/routes.ts'
import { createMemoryBus, createRedisBus } from './bus.ts'
import { isLoopback } from './compress.ts'
import { registerCors } from './cors.ts'
import { createMemoryCounters, createSharedCounters } from './counters.ts'
import { registerErrors } from './errors.ts'
import { sendHealth } from './health.ts'
import type { Log } from './log.ts'
import { listenForPokes } from './pokes.ts'
import { createPool } from './pool.ts'
import { createChannels } from './realtime/channels.ts'
import { createIdentify } from './realtime/identify.ts'
import { registerRealtimeRoutes } from './realtime/routes.ts'
import { registerRest } from './rest.ts'
import { createTokens } from './tokens.ts'
import type { SigningKey } from './tokens.ts'

export interface HubOptions {
  readonly host: string
  readonly port: number
  /** As the role that owns the schema `auth`. */
  readonly databaseUrl: string
  readonly postgrestUrl: string
  readonly redisUrl: string | null
  readonly signingKey: SigningKey
  readonly anonKey: string
  readonly log: Log
  readonly clock?: Clock
  readonly isFar?: (address: string) => boolean
}

export interface Hub {
  readonly url: string
  close(): Promise<void>
}

/** The one URL that a Supabase client is given: rest, auth and realtime behind it. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const opened: (() => Promise<unknown>)[] = []
  async function close(): Promise<void> {
    for (const end of opened.splice(0).toReversed()) await end()
  }
  try {
    const app = await assemble(options, (end) => opened.push(end))
    await app.listen({ host: options.host, port: options.port })
    return { url: urlOf(options), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens every part and puts them together; each is given to `onClose` as soon as it is open. */
async function assemble(
  options: HubOptions,
  onClose: (end: () => Promise<unknown>) => void,
): Promise<FastifyInstance> {
  const { log, anonKey, postgrestUrl, clock = systemClock } = options
  const pool = createPool(options.databaseUrl, log)
  onClose(() => pool.end())

  const redis = options.redisUrl === null ? null : connectRedis(options.redisUrl, log)
  onClose(async () => redis?.disconnect())

  const channels = createChannels()
  const bus =
    redis === null ? createMemoryBus(channels.deliver) : await createRedisBus(redis, channels.deliver, log)
  onClose(() => bus.close())
  const pokes = await listenForPokes(options.databaseUrl, channels.deliver, log)
  onClose(() => pokes.close())

  const tokens = await createTokens(options.signingKey, `${urlOf(options)}/auth/v1`, clock)
  const counters = redis === null ? createMemoryCounters(clock) : createSharedCounters(redis, clock)
  const passwords = createPasswords()
  onClose(() => passwords.close())
  const attempts = createPasswordAttempts(counters)
  const auth = createAuthService({ pool, tokens, clock, attempts, passwords })
  const realtime = { channels, publish: bus.publish, identify: createIdentify(tokens, anonKey), clock }
  const isFar = options.isFar ?? ((address: string): boolean => !isLoopback(address))

  const app = fastify({ logger: false, bodyLimit: 1024 * 1024, forceCloseConnections: true })
  onClose(() => app.close())
  registerErrors(app, log)
  registerCors(app)
  await app.register(websocket, { options: { maxPayload: 256 * 1024 } })
  app.get('/healthz', async (_request, reply) => await sendHealth(reply, { pool, postgrestUrl, redis }))
  registerKeyRoute(app, tokens)
  await app.register(async (guarded) => {
    guarded.addHook('onRequest', createApiKeyGuard(anonKey))
    await guarded.register(async (scope) => await registerRest(scope, { postgrestUrl, anonKey, isFar }), {
      prefix: '/rest/v1',
    })
    await guarded.register(async (scope) => registerAuthRoutes(scope, auth), { prefix: '/auth/v1' })
    await guarded.register(async (scope) => registerRealtimeRoutes(scope, realtime), {
      prefix: '/realtime/v1',
    })
  })
  return app
}

function connectRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true })
  redis.on('error', (error) => log(`hub: redis failed reason=${error.message}`))
  return redis
}

/** A hub that listens on every address is still named by one that works here. */
function urlOf(options: HubOptions): string {
  const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
  return `http://${host}:${options.port}`
}
