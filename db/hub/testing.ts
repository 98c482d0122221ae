import { createClient } from '@supabase/supabase-js'
import type { SupabaseClient } from '@supabase/supabase-js'
import { vi } from 'vitest'

import { demoStaff } from '../stack/staff.ts'
import type { StaffMember, StaffRole } from '../stack/staff.ts'

export interface ProjectAddress {
  readonly url: string
  readonly anonKey: string
}

/** Any table, with any columns: what is tested is the way there. */
interface Tables {
  readonly public: {
    Tables: Record<string, Table>
    Views: Record<string, never>
    Functions: Record<string, { Args: Record<string, unknown>; Returns: unknown }>
  }
}

interface Table {
  Row: Record<string, unknown>
  Insert: Record<string, unknown>
  Update: Record<string, unknown>
  Relationships: []
}

export type Client = SupabaseClient<Tables>

/** A Supabase client as anybody would make one, except that it keeps nothing and refreshes only when told. */
export function newClient(project: ProjectAddress): Client {
  return createClient<Tables>(project.url, project.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
}

/** A client whose user is the staff's one person of this role. */
export async function newSignedInClient(project: ProjectAddress, role: StaffRole): Promise<Client> {
  const client = newClient(project)
  const { email, password } = staffMember(role)
  const { error } = await client.auth.signInWithPassword({ email, password })
  if (error !== null) throw error
  return client
}

/** PostgREST hears of what a test made a moment after it is there, and answers 404 until then. */
export async function untilRestKnows(project: ProjectAddress, functionName: string): Promise<void> {
  const ask = async (): Promise<void> => {
    const { error } = await newClient(project).rpc(functionName)
    if (error !== null) throw error
  }
  await vi.waitFor(ask, 15_000)
}

export function staffMember(role: StaffRole): StaffMember {
  const member = demoStaff.find((each) => each.role === role)
  if (member === undefined) throw new Error(`nobody is ${role}`)
  return member
}
