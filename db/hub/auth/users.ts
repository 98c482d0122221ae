import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'

/** A person who may sign in, as `auth.users` and `auth.identities` keep them. */
const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  encrypted_password: z.string().nullable(),
  email_confirmed_at: z.date().nullable(),
  last_sign_in_at: z.date().nullable(),
  banned_until: z.date().nullable(),
  raw_app_meta_data: z.record(z.string(), z.unknown()).nullable(),
  raw_user_meta_data: z.record(z.string(), z.unknown()).nullable(),
  created_at: z.date().nullable(),
  updated_at: z.date().nullable(),
  identities: z.array(z.record(z.string(), z.unknown())),
})

export type User = z.infer<typeof userSchema>
export type Queryable = Pick<Pool | ClientBase, 'query'>

const columns = `
  u.id, u.email, u.encrypted_password, u.email_confirmed_at, u.last_sign_in_at, u.banned_until,
  u.raw_app_meta_data, u.raw_user_meta_data, u.created_at, u.updated_at,
  (select coalesce(jsonb_agg(jsonb_build_object(
     'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
     'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
     'updated_at', i.updated_at, 'email', i.email) order by i.created_at), '[]')
   from auth.identities as i where i.user_id = u.id) as identities`

export async function findUserByEmail(db: Queryable, email: string): Promise<User | null> {
  const found = await db.query(
    `select ${columns} from auth.users as u
     where u.email = lower($1) and not u.is_sso_user and u.deleted_at is null`,
    [email],
  )
  return parseOne(found.rows)
}

export async function findUserById(db: Queryable, id: string): Promise<User | null> {
  const found = await db.query(
    `select ${columns} from auth.users as u where u.id = $1 and u.email is not null and u.deleted_at is null`,
    [id],
  )
  return parseOne(found.rows)
}

export function isBanned(user: User, nowMs: number): boolean {
  return user.banned_until !== null && user.banned_until.getTime() > nowMs
}

/** The user as the client library knows one; the hash of the password is not among it. */
export function userToJson(user: User): Record<string, unknown> {
  return {
    id: user.id,
    aud: 'authenticated',
    role: 'authenticated',
    email: user.email,
    email_confirmed_at: user.email_confirmed_at,
    phone: '',
    confirmed_at: user.email_confirmed_at,
    last_sign_in_at: user.last_sign_in_at,
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities: user.identities,
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: false,
  }
}

function parseOne(rows: readonly unknown[]): User | null {
  const [row] = rows
  return row === undefined ? null : userSchema.parse(row)
}
