import { randomBytes } from 'node:crypto'

import type { ClientBase } from 'pg'
import { z } from 'zod'

import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { refuse } from './refusal.ts'
import type { AuthRefusal } from './refusal.ts'

export interface LiveSession {
  readonly sessionId: string
  readonly userId: string
  readonly signedInAtMs: number
  readonly refreshToken: string
}

/** How long a token that was just exchanged may come again: two requests at once, or one that was repeated. */
const reuseIntervalMs = 10_000

const sessionSchema = z.object({
  id: z.string(),
  user_id: z.string(),
  created_at: z.date(),
  not_after: z.date().nullable(),
})

const tokensSchema = z.object({
  is_revoked: z.boolean(),
  exchanged_at: z.date(),
  /** The session's one token that has not been exchanged, and the one it was given for; null once all are revoked. */
  current: z.string().nullable(),
  current_parent: z.string().nullable(),
})

type Session = z.infer<typeof sessionSchema>

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
export async function exchangeRefreshToken(
  db: ClientBase,
  token: string,
  nowMs: number,
): Promise<Result<LiveSession, AuthRefusal>> {
  const session = await lockSessionOf(db, token)
  const tokens = session === null ? null : await readTokens(db, session, token)
  if (session === null || tokens === null) {
    return refuse(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')
  }
  if (session.not_after !== null && session.not_after.getTime() <= nowMs) {
    return refuse(400, 'session_expired', 'Invalid Refresh Token: Session Expired')
  }
  const now = new Date(nowMs)
  if (!tokens.is_revoked) return live(session, await rotate(db, session, token, now))
  if (tokens.current !== null) {
    const isRepeat = nowMs - tokens.exchanged_at.getTime() <= reuseIntervalMs
    if (isRepeat || tokens.current_parent === token) return live(session, tokens.current)
    await revokeAll(db, session, now)
  }
  return refuse(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
}

export async function addRefreshToken(
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

function live(session: Session, refreshToken: string): Result<LiveSession, AuthRefusal> {
  return ok({
    sessionId: session.id,
    userId: session.user_id,
    signedInAtMs: session.created_at.getTime(),
    refreshToken,
  })
}

async function rotate(db: ClientBase, session: Session, token: string, now: Date): Promise<string> {
  await db.query('update auth.refresh_tokens set revoked = true, updated_at = $2 where token = $1', [
    token,
    now,
  ])
  await db.query(
    `update auth.sessions set refreshed_at = $2::timestamptz at time zone 'UTC', updated_at = $2 where id = $1`,
    [session.id, now],
  )
  return await addRefreshToken(db, { sessionId: session.id, userId: session.user_id, parent: token, now })
}

async function revokeAll(db: ClientBase, session: Session, now: Date): Promise<void> {
  await db.query(
    'update auth.refresh_tokens set revoked = true, updated_at = $2 where session_id = $1 and not revoked',
    [session.id, now],
  )
}

async function lockSessionOf(db: ClientBase, token: string): Promise<Session | null> {
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

async function readTokens(
  db: ClientBase,
  session: Session,
  token: string,
): Promise<z.infer<typeof tokensSchema> | null> {
  const found = await db.query(
    `select presented.revoked as is_revoked, presented.updated_at as exchanged_at,
       live.token as current, live.parent as current_parent
     from auth.refresh_tokens as presented
     left join auth.refresh_tokens as live on live.session_id = presented.session_id and not live.revoked
     where presented.session_id = $1 and presented.token = $2
     order by live.id desc
     limit 1`,
    [session.id, token],
  )
  const row: unknown = found.rows[0]
  return row === undefined ? null : tokensSchema.parse(row)
}
