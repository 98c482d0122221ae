import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { Fetch } from './gate.ts'

export interface Project {
  readonly url: string
  readonly anonKey: string
  readonly fetch: Fetch
}

/** A client that keeps nothing, renews nothing and retries nothing by itself: all of that is the engine's to decide. */
export function connectClient(project: Project): SupabaseClient {
  return createClient(project.url, project.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { retry: false },
    global: { fetch: project.fetch },
  })
}

/** A client that speaks with whatever token there is at the time of a call. */
export function connectClientWithToken(
  project: Project,
  accessToken: () => Promise<string | null>,
): SupabaseClient {
  return createClient(project.url, project.anonKey, {
    accessToken,
    db: { retry: false },
    global: { fetch: project.fetch },
  })
}
