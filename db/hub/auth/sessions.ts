import { randomUUID } from 'node:crypto'

import type { ClientBase } from 'pg'

import { addRefreshToken } from './refresh-tokens.ts'
import type { LiveSession } from './refresh-tokens.ts'
import type { Queryable } from './users.ts'

/** Where a sign-in came from, kept with its session. */
export interface Visitor {
  readonly address: string
  readonly userAgent: string
}

export type LogoutScope = 'global' | 'local' | 'others'

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
  const refreshToken = await addRefreshToken(db, { sessionId, userId, parent: null, now })
  return { sessionId, userId, signedInAtMs: nowMs, refreshToken }
}

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
