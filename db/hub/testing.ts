import { createClient } from '@supabase/supabase-js'
import type { SupabaseClient } from '@supabase/supabase-js'

import { demoStaff } from '../stack/staff.ts'
import type { StaffMember, StaffRole } from '../stack/staff.ts'

export interface ProjectAddress {
  readonly url: string
  readonly anonKey: string
}

/** A Supabase client as anybody would make one, except that it keeps nothing and refreshes only when told. */
export function newClient(project: ProjectAddress): SupabaseClient {
  return createClient(project.url, project.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
}

/** A client whose user is the staff's one person of this role. */
export async function newSignedInClient(project: ProjectAddress, role: StaffRole): Promise<SupabaseClient> {
  const client = newClient(project)
  const { email, password } = staffMember(role)
  const { error } = await client.auth.signInWithPassword({ email, password })
  if (error !== null) throw error
  return client
}

export function staffMember(role: StaffRole): StaffMember {
  const member = demoStaff.find((each) => each.role === role)
  if (member === undefined) throw new Error(`nobody is ${role}`)
  return member
}
