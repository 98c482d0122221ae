import type { ClientBase } from 'pg'

import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { nobodysPassword } from './passwords.ts'
import type { Passwords } from './passwords.ts'
import { refuse } from './refusal.ts'
import type { AuthRefusal } from './refusal.ts'
import type { User } from './users.ts'

/** What people may change of their own sign-in. */
export interface UserChanges {
  readonly password?: string | undefined
  readonly data?: Record<string, unknown> | undefined
}

/** bcrypt reads no further. */
const longestPasswordBytes = 72
const shortestPassword = 6

/** What is to be kept of a new password, or null where none was given. */
export async function newPasswordHash(
  passwords: Passwords,
  user: User,
  password: string | undefined,
): Promise<Result<string | null, AuthRefusal>> {
  if (password === undefined) return ok(null)
  if (password.length < shortestPassword) {
    const message = `Password should be at least ${shortestPassword} characters.`
    const { error } = refuse(422, 'weak_password', message)
    return { ok: false, error: { ...error, weakPasswordReasons: ['length'] } }
  }
  if (Buffer.byteLength(password) > longestPasswordBytes) {
    return refuse(422, 'validation_failed', `Password cannot be longer than ${longestPasswordBytes} bytes`)
  }
  if (await passwords.matches(password, user.encrypted_password ?? nobodysPassword)) {
    return refuse(422, 'same_password', 'New password should be different from the old password.')
  }
  return ok(await passwords.hash(password))
}

export async function saveChanges(
  db: ClientBase,
  user: User,
  changes: {
    readonly hash: string | null
    readonly data: Record<string, unknown> | undefined
    readonly nowMs: number
  },
): Promise<void> {
  await db.query(
    `update auth.users set
       encrypted_password = coalesce($2, encrypted_password),
       raw_user_meta_data = jsonb_strip_nulls(coalesce(raw_user_meta_data, '{}') || $3::jsonb),
       updated_at = $4
     where id = $1`,
    [user.id, changes.hash, JSON.stringify(changes.data ?? {}), new Date(changes.nowMs)],
  )
}
