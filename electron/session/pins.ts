import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { isGuessablePin } from '../../shared/domain/staff/pin.ts'
import { instantOf, type Clock } from '../../shared/kernel/clock.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { findStaffPin } from '../store/loads/staff-pins.ts'
import { forgetStaffPin, savePinLockout, saveStaffPin } from '../store/writes/staff-pins.ts'
import { afterFailure, freeFailures, lockedForMs } from './lockout.ts'
import { makeVerifier, matchesVerifier, type VerifierCost } from './verifier.ts'

/** The short numbers of this terminal. They are checked here alone, with a line or without. */
export interface Pins {
  readonly has: (userId: string) => boolean
  readonly set: (userId: string, pin: string) => Promise<Result<void, CallError>>
  readonly check: (userId: string, pin: string) => Promise<Result<void, CallError>>
}

/** So many wrong numbers in a row and the number counts no more: the password does, and sets another. */
const mostFailures = freeFailures * 2

export function createPins(deps: {
  readonly db: Database
  readonly clock: Clock
  readonly pepper: Uint8Array
  readonly cost?: VerifierCost | undefined
}): Pins {
  const { db, clock, pepper, cost } = deps
  return {
    has: (userId) => findStaffPin(db, userId) !== undefined,

    async set(userId, pin) {
      if (isGuessablePin(pin)) return err({ code: 'pin_guessable' })
      const verifier = await makeVerifier(pin, pepper, cost)
      saveStaffPin(db, { userId, verifier, setAt: instantOf(clock) })
      return ok(undefined)
    },

    async check(userId, pin) {
      const known = findStaffPin(db, userId)
      if (known === undefined) return err({ code: 'pin_unknown' })
      const waitMs = lockedForMs(known, clock.now())
      if (waitMs > 0) return err({ code: 'locked_out', data: { waitMs } })
      if (await matchesVerifier(pin, pepper, known.verifier)) {
        savePinLockout(db, userId, { failures: 0, lockedUntil: null })
        return ok(undefined)
      }
      const lockout = afterFailure(known, clock.now())
      if (lockout.failures >= mostFailures) {
        forgetStaffPin(db, userId)
        return err({ code: 'pin_unknown' })
      }
      savePinLockout(db, userId, lockout)
      return err({ code: 'wrong_credentials' })
    },
  }
}
