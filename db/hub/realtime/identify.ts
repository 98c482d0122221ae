import type { Tokens } from '../tokens.ts'

/** Who speaks on a channel, and until when their token says so. */
export interface Speaker {
  readonly role: string
  /** Null for the project's own key, which outlives every connection. */
  readonly expiresAtMs: number | null
}

export type Identify = (token: string) => Promise<Speaker | null>

/** Knows a speaker by their access token, or as nobody in particular by the project's key. */
export function createIdentify(tokens: Tokens, anonKey: string): Identify {
  return async (token) => {
    if (token === anonKey) return { role: 'anon', expiresAtMs: null }
    const claims = await tokens.verify(token)
    return claims === null ? null : { role: claims.role, expiresAtMs: claims.exp * 1000 }
  }
}
