import { createHash } from 'node:crypto'

import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Counters } from '../counters.ts'
import type { AuthRefusal } from './refusal.ts'

/** How often one address may try passwords for one person. A right one starts the count anew. */
export interface PasswordAttempts {
  begin(address: string, email: string): Promise<Result<void, AuthRefusal>>
  succeeded(address: string, email: string): Promise<void>
}

const attempts = 10
const windowMs = 5 * 60_000

/** The attempt is counted before the password is looked at, so that many at once get no further than one by one. */
export function createPasswordAttempts(counters: Counters): PasswordAttempts {
  return {
    async begin(address, email) {
      const { count, endsInMs } = await counters.hit(nameOf(address, email), windowMs)
      if (count <= attempts) return ok(undefined)
      return {
        ok: false,
        error: {
          status: 429,
          code: 'over_request_rate_limit',
          message: 'Too many attempts to sign in. Wait a few minutes and try again.',
          retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1000)),
        },
      }
    },
    async succeeded(address, email) {
      await counters.clear(nameOf(address, email))
    },
  }
}

/** Hashed, so that no address of a person stands in a shared store. */
function nameOf(address: string, email: string): string {
  return `password:${createHash('sha256').update(`${address}\n${email.toLowerCase()}`).digest('base64url')}`
}
