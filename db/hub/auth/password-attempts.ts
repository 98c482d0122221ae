import { createHash } from 'node:crypto'

import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Counters } from '../counters.ts'
import type { AuthRefusal } from './refusal.ts'

/** How often passwords may be tried: by one address for one person, and by one address in all. */
export interface PasswordAttempts {
  begin(address: string, email: string): Promise<Result<void, AuthRefusal>>
  failed(address: string): Promise<void>
  /** The person's count begins anew. */
  succeeded(address: string, email: string): Promise<void>
}

const triesForOne = 10
/** A whole front desk may be behind one address, and only wrong tries count. */
const failuresOfAddress = 100
const windowMs = 5 * 60_000

/** A try is counted before the password is looked at, so that many at once get no further than one by one. */
export function createPasswordAttempts(counters: Counters): PasswordAttempts {
  return {
    async begin(address, email) {
      const failures = await counters.read(addressName(address))
      if (failures.count >= failuresOfAddress) return refuseFor(failures.endsInMs)
      const tries = await counters.hit(personName(address, email), windowMs)
      return tries.count > triesForOne ? refuseFor(tries.endsInMs) : ok(undefined)
    },
    async failed(address) {
      await counters.hit(addressName(address), windowMs)
    },
    async succeeded(address, email) {
      await counters.clear(personName(address, email))
    },
  }
}

function refuseFor(waitMs: number): Result<never, AuthRefusal> {
  return {
    ok: false,
    error: {
      status: 429,
      code: 'over_request_rate_limit',
      message: 'Too many attempts to sign in. Wait a few minutes and try again.',
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    },
  }
}

function personName(address: string, email: string): string {
  return named('person', `${address}\n${email.toLowerCase()}`)
}

function addressName(address: string): string {
  return named('address', address)
}

/** Hashed, so that nobody's address stands in a store that is shared. */
function named(kind: string, what: string): string {
  return `password:${kind}:${createHash('sha256').update(what).digest('base64url')}`
}
