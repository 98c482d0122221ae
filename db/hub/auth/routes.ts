import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { Result } from '../../../shared/kernel/result.ts'
import { bearerOf } from '../bearer.ts'
import type { Tokens } from '../tokens.ts'
import type { AuthService } from './auth-service.ts'
import { refuse } from './refusal.ts'
import type { AuthRefusal } from './refusal.ts'
import type { Visitor } from './sessions.ts'

const passwordGrant = z.object({
  email: z.string().trim().min(1).max(255),
  password: z.string().min(1).max(1000),
})
const refreshGrant = z.object({ refresh_token: z.string().min(1).max(255) })
const userChanges = z.strictObject({
  password: z.string().max(1000).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  // Sent by the client library beside every change; without a redirect of ours they mean nothing.
  code_challenge: z.null().optional(),
  code_challenge_method: z.null().optional(),
})
const logoutQuery = z.object({ scope: z.enum(['global', 'local', 'others']).default('global') })

/** The part of GoTrue's interface that a front desk uses, in GoTrue's shapes and with its codes. */
export function registerAuthRoutes(app: FastifyInstance, auth: AuthService): void {
  // The client library names JSON also where it sends nothing.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, parseBody(body)),
  )

  app.get('/health', () => ({ name: 'GoTrue', version: 'front-desk', description: 'Front Desk sign-in' }))
  app.get('/settings', () => settings)

  app.post('/token', async (request, reply) => send(request, reply, await answerGrant(auth, request)))

  app.get('/user', async (request, reply) => send(request, reply, await auth.readUser(bearerOf(request))))

  app.put('/user', async (request, reply) => {
    const changes = userChanges.safeParse(request.body)
    if (!changes.success) {
      return send(
        request,
        reply,
        refuse(422, 'validation_failed', 'Only the password and the user data can be changed here'),
      )
    }
    return send(request, reply, await auth.changeUser(bearerOf(request), changes.data))
  })

  app.post('/logout', async (request, reply) => {
    const query = logoutQuery.safeParse(request.query)
    if (!query.success)
      return send(request, reply, refuse(400, 'validation_failed', 'Unsupported logout scope'))
    const done = await auth.signOut(bearerOf(request), query.data.scope)
    return done.ok ? reply.code(204).send() : send(request, reply, done)
  })

  app.post('/signup', (request, reply) =>
    send(request, reply, refuse(422, 'signup_disabled', 'Signups not allowed for this instance')),
  )
}

/** Our public keys, open to everybody. */
export function registerKeyRoute(app: FastifyInstance, tokens: Tokens): void {
  app.get('/auth/v1/.well-known/jwks.json', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=600').send(tokens.jwks),
  )
}

async function answerGrant(
  auth: AuthService,
  request: FastifyRequest,
): Promise<Result<unknown, AuthRefusal>> {
  const query = z.object({ grant_type: z.string() }).safeParse(request.query)
  const grantType = query.success ? query.data.grant_type : ''
  if (grantType === 'password') {
    const body = passwordGrant.safeParse(request.body)
    if (!body.success) return refuse(400, 'validation_failed', 'missing email or password')
    return await auth.signIn(body.data.email, body.data.password, visitorOf(request))
  }
  if (grantType === 'refresh_token') {
    const body = refreshGrant.safeParse(request.body)
    if (!body.success) return refuse(400, 'validation_failed', 'refresh_token required')
    return await auth.refresh(body.data.refresh_token)
  }
  return refuse(400, 'unsupported_grant_type', 'unsupported_grant_type')
}

/** What is no JSON is nothing, and is then refused as what is missing. */
function parseBody(body: string | Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

function visitorOf(request: FastifyRequest): Visitor {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Result<unknown, AuthRefusal>,
): FastifyReply {
  // A token must not be found in any cache.
  reply.header('cache-control', 'no-store')
  return result.ok ? reply.send(result.value) : sendRefusal(request, reply, result.error)
}

/** Clients from 2024 on ask for the newer shape by a header, and are told by the same header that they got it. */
function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: AuthRefusal): FastifyReply {
  const { status, code, message, retryAfterSeconds, weakPasswordReasons } = refusal
  const asked = request.headers['x-supabase-api-version']
  const isNewer = typeof asked === 'string' && asked >= '2024-01-01'
  if (isNewer) reply.header('x-supabase-api-version', '2024-01-01')
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return reply.code(status).send({
    ...(isNewer ? { code, message } : { code: status, error_code: code, msg: message }),
    ...(weakPasswordReasons === undefined ? {} : { weak_password: { reasons: weakPasswordReasons } }),
  })
}

const settings = {
  external: { email: true, phone: false, anonymous_users: false },
  disable_signup: true,
  mailer_autoconfirm: true,
  phone_autoconfirm: false,
  sms_provider: '',
  saml_enabled: false,
}
