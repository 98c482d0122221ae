import { randomBytes, randomUUID } from 'node:crypto'

import type { ClientBase } from 'pg'
import { z } from 'zod'

import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { refuse } from './refusal.ts'
import type { AuthRefusal } from './refusal.ts'
import type { Queryable } from './users.ts'

/** Where a sign-in came from, kept with its session. */
export interface Visitor {
  readonly address: string
  readonly userAgent: string
}

export interface LiveSession {
  readonly sessionId: string
  readonly userId: string
  readonly signedInAtMs: number
  readonly refreshToken: string
}

/** How long a token that was just exchanged may come again: two requests at once, or one that was repeated. */
const reuseIntervalMs = 10_000

const tokenSchema = z.object({
  id: z.string(),
  token: z.string(),
  parent: z.string().nullable(),
  revoked: z.boolean(),
  updated_at: z.date(),
})

const sessionSchema = z.object({
  id: z.string(),
  user_id: z.string(),
  created_at: z.date(),
  not_after: z.date().nullable(),
})

/** Opens a session for somebody who has just proved who they are. */
export async function openSession(
  db: ClientBase,
  userId: string,
  visitor: Visitor,
  nowMs: number,
): Promise<LiveSession> {
  const sessionId = randomUUID()
  const now = new Date(nowMs)
  await db.query(
    `insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
     values ($1, $2, $3, $3, 'aal1', $4, $5)`,
    [sessionId, userId, now, visitor.userAgent.slice(0, 500), visitor.address],
  )
  await db.query('update auth.users set last_sign_in_at = $2, updated_at = $2 where id = $1', [userId, now])
  const refreshToken = await addToken(db, { sessionId, userId, parent: null, now })
  return { sessionId, userId, signedInAtMs: nowMs, refreshToken }
}

/**
 * Exchanges a refresh token for its successor, in the transaction of `db`, which the caller commits also on a refusal:
 * what a refusal revokes must stay revoked.
 *
 *   current                      -> revoked, a successor is made
 *   revoked, just now            -> the current one again: the same request came twice
 *   revoked, parent of current   -> the current one again: our answer was lost on its way, as in any outage
 *   revoked, older               -> somebody has a copy: the whole session's tokens are revoked
 *
 * These are GoTrue's rules. The session's row is locked first, so that of two exchanges at once the second sees the
 * first's successor.
 */
export async function exchangeToken(
  db: ClientBase,
  refreshToken: string,
  nowMs: number,
): Promise<Result<LiveSession, AuthRefusal>> {
  const session = await lockSessionOf(db, refreshToken)
  if (session === null) return refuseUnknown()
  if (session.not_after !== null && session.not_after.getTime() <= nowMs) {
    return refuse(400, 'session_expired', 'Invalid Refresh Token: Session Expired')
  }
  const tokens = await listTokens(db, session.id)
  const presented = tokens.find((token) => token.token === refreshToken)
  if (presented === undefined) return refuseUnknown()
  const live = (token: string): Result<LiveSession, AuthRefusal> =>
    ok({
      sessionId: session.id,
      userId: session.user_id,
      signedInAtMs: session.created_at.getTime(),
      refreshToken: token,
    })

  if (!presented.revoked) {
    return live(await rotate(db, session, presented.token, new Date(nowMs)))
  }
  const current = tokens.find((token) => !token.revoked)
  if (current !== undefined) {
    const isRepeat = nowMs - presented.updated_at.getTime() <= reuseIntervalMs
    if (isRepeat || current.parent === presented.token) return live(current.token)
    await db.query('update auth.refresh_tokens set revoked = true, updated_at = $2 where session_id = $1', [
      session.id,
      new Date(nowMs),
    ])
  }
  return refuse(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
}

export type LogoutScope = 'global' | 'local' | 'others'

/** Ends sessions of one user: this one, all the others, or all. Their refresh tokens go with them. */
export async function closeSessions(
  db: Queryable,
  scope: LogoutScope,
  userId: string,
  sessionId: string,
): Promise<void> {
  const which = {
    global: 'user_id = $1 and $2::uuid is not null',
    local: 'user_id = $1 and id = $2',
    others: 'user_id = $1 and id <> $2',
  }[scope]
  await db.query(`delete from auth.sessions where ${which}`, [userId, sessionId])
}

export async function isSessionOpen(db: Queryable, sessionId: string, userId: string): Promise<boolean> {
  const found = await db.query('select 1 from auth.sessions where id = $1 and user_id = $2', [
    sessionId,
    userId,
  ])
  return found.rowCount === 1
}

async function rotate(
  db: ClientBase,
  session: z.infer<typeof sessionSchema>,
  token: string,
  now: Date,
): Promise<string> {
  await db.query('update auth.refresh_tokens set revoked = true, updated_at = $2 where token = $1', [
    token,
    now,
  ])
  await db.query(
    `update auth.sessions set refreshed_at = $2::timestamptz at time zone 'UTC', updated_at = $2 where id = $1`,
    [session.id, now],
  )
  return await addToken(db, { sessionId: session.id, userId: session.user_id, parent: token, now })
}

async function addToken(
  db: ClientBase,
  of: {
    readonly sessionId: string
    readonly userId: string
    readonly parent: string | null
    readonly now: Date
  },
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await db.query(
    `insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
     values ('00000000-0000-0000-0000-000000000000', $1, $2, false, $3, $3, $4, $5)`,
    [token, of.userId, of.now, of.parent, of.sessionId],
  )
  return token
}

async function lockSessionOf(db: ClientBase, token: string): Promise<z.infer<typeof sessionSchema> | null> {
  const found = await db.query(
    `select s.id, s.user_id, s.created_at, s.not_after
     from auth.sessions as s
     where s.id = (select t.session_id from auth.refresh_tokens as t where t.token = $1)
     for update`,
    [token],
  )
  const row: unknown = found.rows[0]
  return row === undefined ? null : sessionSchema.parse(row)
}

async function listTokens(
  db: ClientBase,
  sessionId: string,
): Promise<readonly z.infer<typeof tokenSchema>[]> {
  const found = await db.query(
    'select id, token, parent, revoked, updated_at from auth.refresh_tokens where session_id = $1 order by id desc',
    [sessionId],
  )
  return z.array(tokenSchema).parse(found.rows)
}

function refuseUnknown(): Result<never, AuthRefusal> {
  return refuse(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')
}
