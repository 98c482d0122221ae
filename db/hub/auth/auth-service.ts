import type { Pool } from 'pg'

import type { Clock } from '../../../shared/kernel/clock.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { inTransaction } from '../transaction.ts'
import type { Tokens } from '../tokens.ts'
import type { PasswordAttempts } from './password-attempts.ts'
import { nobodysPassword } from './passwords.ts'
import type { Passwords } from './passwords.ts'
import { refuse } from './refusal.ts'
import type { AuthRefusal } from './refusal.ts'
import { exchangeRefreshToken } from './refresh-tokens.ts'
import type { LiveSession } from './refresh-tokens.ts'
import { closeSessions, isSessionOpen, openSession } from './sessions.ts'
import type { LogoutScope, Visitor } from './sessions.ts'
import { newPasswordHash, saveChanges } from './user-changes.ts'
import type { UserChanges } from './user-changes.ts'
import { findUserByEmail, findUserById, isBanned, userToJson } from './users.ts'
import type { User } from './users.ts'

type Json = Record<string, unknown>
type Answer<T> = Promise<Result<T, AuthRefusal>>

/** Who is signed in, by GoTrue's rules and on GoTrue's tables. */
export interface AuthService {
  signIn(email: string, password: string, visitor: Visitor): Answer<Json>
  refresh(refreshToken: string): Answer<Json>
  readUser(token: string | null): Answer<Json>
  changeUser(token: string | null, changes: UserChanges): Answer<Json>
  signOut(token: string | null, scope: LogoutScope): Answer<void>
}

export interface AuthServiceDeps {
  readonly pool: Pool
  readonly tokens: Tokens
  readonly attempts: PasswordAttempts
  readonly passwords: Passwords
  readonly clock: Clock
}

export function createAuthService(deps: AuthServiceDeps): AuthService {
  const { pool, tokens, attempts, passwords, clock } = deps

  async function grant(user: User, session: LiveSession): Promise<Json> {
    const issued = await tokens.issue({
      userId: user.id,
      sessionId: session.sessionId,
      email: user.email,
      signedInAtMs: session.signedInAtMs,
      appMetadata: user.raw_app_meta_data ?? {},
      userMetadata: user.raw_user_meta_data ?? {},
    })
    return {
      access_token: issued.accessToken,
      token_type: 'bearer',
      expires_in: issued.expiresIn,
      expires_at: issued.expiresAt,
      refresh_token: session.refreshToken,
      user: userToJson(user),
    }
  }

  /** The person whose access token this is, if the session it belongs to is still open. */
  async function whoIs(token: string | null): Answer<{ readonly user: User; readonly sessionId: string }> {
    if (token === null) {
      return refuse(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
    }
    const claims = await tokens.verify(token)
    if (claims?.sub === undefined || claims.session_id === undefined) {
      return refuse(403, 'bad_jwt', 'invalid JWT: unable to parse or verify signature')
    }
    const user = await findUserById(pool, claims.sub)
    if (user === null) {
      return refuse(403, 'user_not_found', 'User from sub claim in JWT does not exist')
    }
    if (isBanned(user, clock.now())) return refuse(403, 'user_banned', 'User is banned')
    if (!(await isSessionOpen(pool, claims.session_id, user.id))) {
      return refuse(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
    }
    return ok({ user, sessionId: claims.session_id })
  }

  return {
    async signIn(email, password, visitor) {
      const allowed = await attempts.begin(visitor.address, email)
      if (!allowed.ok) return allowed
      const user = await findUserByEmail(pool, email)
      const matches = await passwords.matches(password, user?.encrypted_password ?? nobodysPassword)
      if (user === null || user.encrypted_password === null || !matches) {
        await attempts.failed(visitor.address)
        return refuse(400, 'invalid_credentials', 'Invalid login credentials')
      }
      if (isBanned(user, clock.now())) return refuse(400, 'user_banned', 'User is banned')
      await attempts.succeeded(visitor.address, email)
      return await inTransaction(pool, async (db) => {
        const session = await openSession(db, user.id, visitor, clock.now())
        return ok(await grant((await findUserById(db, user.id)) ?? user, session))
      })
    },

    async refresh(refreshToken) {
      return await inTransaction(pool, async (db) => {
        const session = await exchangeRefreshToken(db, refreshToken, clock.now())
        if (!session.ok) return session
        const user = await findUserById(db, session.value.userId)
        if (user === null) {
          return refuse(400, 'user_not_found', 'Invalid Refresh Token: User Not Found')
        }
        if (isBanned(user, clock.now())) {
          return refuse(400, 'user_banned', 'Invalid Refresh Token: User Banned')
        }
        return ok(await grant(user, session.value))
      })
    },

    async readUser(token) {
      const who = await whoIs(token)
      return who.ok ? ok(userToJson(who.value.user)) : who
    },

    async changeUser(token, changes) {
      const who = await whoIs(token)
      if (!who.ok) return who
      const { user, sessionId } = who.value
      const password = await newPasswordHash(passwords, user, changes.password)
      if (!password.ok) return password
      return await inTransaction(pool, async (db) => {
        await saveChanges(db, user, { hash: password.value, data: changes.data, nowMs: clock.now() })
        if (password.value !== null) await closeSessions(db, 'others', user.id, sessionId)
        return ok(userToJson((await findUserById(db, user.id)) ?? user))
      })
    },

    async signOut(token, scope) {
      const who = await whoIs(token)
      if (!who.ok) return who
      await closeSessions(pool, scope, who.value.user.id, who.value.sessionId)
      return ok(undefined)
    },
  }
}
