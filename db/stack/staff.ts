import { hash } from 'bcryptjs'
import type pg from 'pg'
import { v5 } from 'uuid'

import { withClient } from './with-client.ts'

export type StaffRole = 'admin' | 'manager' | 'front_desk' | 'housekeeping' | 'accountant' | 'auditor'

export interface StaffMember {
  readonly username: string
  readonly email: string
  readonly password: string
  readonly fullName: string
  readonly role: StaffRole
}

/**
 * The people of the demonstration hotel, one for each role. Their passwords are in this file for everybody to read:
 * they are made in the embedded default only, and never in a project that is used.
 */
export const demoStaff: readonly StaffMember[] = [
  member('anna', 'Anna Berg', 'admin'),
  member('henri', 'Henri Laurent', 'manager'),
  member('maria', 'Maria Santos', 'front_desk'),
  member('tomas', 'Tomas Novak', 'housekeeping'),
  member('clara', 'Clara Weiss', 'accountant'),
  member('oskar', 'Oskar Lind', 'auditor'),
]

/**
 * Makes those of the staff who are not there yet, as a sign-in (auth.users) and a profile (user_profiles) with the same
 * id. Who is there is left as they are: a changed password or name stays changed.
 */
export async function createStaff(
  databaseUrl: string,
  staff: readonly StaffMember[] = demoStaff,
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (const person of staff) {
      await client.query('begin')
      const id = await createSignIn(client, person)
      await createProfile(client, id, person)
      await client.query('commit')
    }
  })
}

function member(username: string, fullName: string, role: StaffRole): StaffMember {
  return {
    username,
    email: `${username}@frontdesk.example`,
    password: `${username}-demo-2024`,
    fullName,
    role,
  }
}

async function createSignIn(client: pg.Client, person: StaffMember): Promise<string> {
  const there = await client.query<{ id: string }>(
    'select id from auth.users where email = $1 and not is_sso_user',
    [person.email],
  )
  const [found] = there.rows
  if (found !== undefined) return found.id
  const id = v5(person.email, v5.URL)
  await client.query(
    `insert into auth.users (
       instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
       raw_app_meta_data, raw_user_meta_data, created_at, updated_at
     ) values (
       '00000000-0000-0000-0000-000000000000', $1, 'authenticated', 'authenticated', $2, $3, now(),
       '{"provider": "email", "providers": ["email"]}', jsonb_build_object('full_name', $4::text), now(), now()
     )`,
    [id, person.email, await hash(person.password, 10), person.fullName],
  )
  await client.query(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)
     values ($1::text, $1::uuid, jsonb_build_object('sub', $1::text, 'email', $2::text, 'email_verified', true), 'email', now(), now())`,
    [id, person.email],
  )
  return id
}

/** The profile is a table of ours: in a database without our migrations there is none to write to. */
async function createProfile(client: pg.Client, id: string, person: StaffMember): Promise<void> {
  const table = await client.query(`select 1 where to_regclass('public.user_profiles') is not null`)
  if (table.rowCount === 0) return
  await client.query(
    `insert into public.user_profiles (id, email, username, full_name, role)
     values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [id, person.email, person.username, person.fullName, person.role],
  )
}
