import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { Fetch } from './gate.ts'

/** What of the project's schema a terminal touches. Replies are parsed, so their shapes are not claimed here. */
type Touched = {
  public: {
    Tables: {
      user_profiles: { Row: Record<string, unknown>; Insert: never; Update: never; Relationships: [] }
    }
    Views: Record<string, never>
    Functions: Record<SyncFunction, { Args: Record<string, unknown>; Returns: unknown }>
  }
}

export type SyncFunction =
  | 'sync_enrol'
  | 'sync_enrol_again'
  | 'sync_hello'
  | 'sync_snapshot'
  | 'sync_snapshot_today'
  | 'sync_pull'
  | 'sync_push'
  | 'sync_salvage'
  | 'sync_digest'
  | 'sync_lease'
  | 'sync_chain'
  | 'sync_deliver_quarantined'

export type Client = SupabaseClient<Touched>

export interface Project {
  readonly url: string
  readonly anonKey: string
  readonly fetch: Fetch
}

/** A client that keeps nothing, renews nothing and retries nothing by itself: all of that is the engine's to decide. */
export function connectClient(project: Project): Client {
  return createClient<Touched>(project.url, project.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { retry: false },
    global: { fetch: project.fetch },
  })
}

/** A client that speaks with whatever token there is at the time of a call. */
export function connectClientWithToken(project: Project, accessToken: () => Promise<string | null>): Client {
  return createClient<Touched>(project.url, project.anonKey, {
    accessToken,
    db: { retry: false },
    global: { fetch: project.fetch },
  })
}
