import type { Database } from 'better-sqlite3'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { isManager } from '../../shared/domain/staff/role.ts'
import { instantOf, type Clock } from '../../shared/kernel/clock.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import {
  findStaffVerifier,
  findStaffVerifierByName,
  listStaffVerifiers,
  type StaffVerifier,
} from '../store/loads/staff-verifiers.ts'
import { findStaffById, findStaffByName, type StaffRecord } from '../store/reads/staff.ts'
import { readSyncState } from '../store/sync-state.ts'
import { forgetStaffVerifier, saveLockout, saveStaffVerifier } from '../store/writes/staff-verifiers.ts'
import { createApprovals } from './approvals.ts'
import { afterFailure, lockedForMs } from './lockout.ts'
import { createPins } from './pins.ts'
import { makeVerifier, matchesVerifier, type VerifierCost } from './verifier.ts'

/** Who is at the desk. One person at a time; a restart of the terminal signs everybody out. */
export interface Session {
  readonly signIn: (
    username: string,
    password: string,
  ) => Promise<Result<{ readonly staff: StaffMember; readonly offline: boolean }, CallError>>
  /** By the short number of this terminal, in place of the password. */
  readonly signInWithPin: (
    username: string,
    pin: string,
  ) => Promise<Result<{ readonly staff: StaffMember; readonly offline: boolean }, CallError>>
  /** A short number for who is signed in, which only a password may give them. */
  readonly setPin: (pin: string) => Promise<Result<void, CallError>>
  /** A manager's word for one call of who is signed in, who stays signed in. */
  readonly approve: (
    manager: { readonly username: string } & Secret,
    call: CallName,
  ) => Promise<Result<{ readonly approvalId: string; readonly approver: StaffMember }, CallError>>
  /** Who gave their word for this call of who is signed in; null when nobody did. */
  readonly approverOf: (approvalId: string, call: CallName) => StaffMember | null
  readonly spendApproval: (approvalId: string) => void
  readonly signOut: () => void
  /** Who is signed in, as the mirror has them now; nobody once their account is not active any more. */
  readonly current: () => StaffMember | null
  /** Who has signed in here before, last first. */
  readonly known: () => readonly KnownStaff[]
}

/** What somebody shows that they are who they say. */
export type Secret =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'pin'; readonly pin: string }

export interface KnownStaff extends StaffMember {
  readonly hasPin: boolean
}

export interface SessionDeps {
  readonly db: Database
  readonly clock: Clock
  /** Key of the verifiers, from outside the database. */
  readonly pepper: Uint8Array
  /** Lets the server check a password. */
  readonly askServer: (email: string, password: string) => Promise<Result<ServerStaff, ServerRefusal>>
  readonly onChange: (signedIn: boolean) => void
  /** What a verifier costs to make and to try; the desk's without it. */
  readonly cost?: VerifierCost
}

export interface ServerStaff extends StaffMember {
  readonly email: string
}

export interface ServerRefusal {
  readonly code: 'wrong_credentials' | 'account_inactive' | 'locked_out' | 'offline'
}

/** How long a password counts here without the server having been asked. */
const verifierLifeMs = 30 * 86_400_000

export function createSession({ db, clock, pepper, askServer, onChange, cost }: SessionDeps): Session {
  let signedIn: StaffMember | null = null
  let cameBy: Secret['kind'] = 'password'
  const pins = createPins({ db, clock, pepper, cost })
  const approvals = createApprovals(clock)
  /** One password at a time: many at once would all be weighed against the same count of failures. */
  let turn: Promise<unknown> = Promise.resolve()

  function enter(staff: StaffMember | null, by: Secret['kind'] = 'password'): void {
    const changed = signedIn?.userId !== staff?.userId
    signedIn = staff
    cameBy = by
    if (changed) approvals.forget()
    if (changed) onChange(staff !== null)
  }

  async function signInWithLine(email: string, password: string, known: StaffVerifier | undefined) {
    const answer = await askServer(email, password)
    if (answer.ok) {
      const { email: _, ...staff } = answer.value
      const verifier = await makeVerifier(password, pepper, cost)
      saveStaffVerifier(db, { ...staff, verifier, verifiedAt: instantOf(clock) })
      return ok(staff)
    }
    if (known !== undefined && answer.error.code === 'account_inactive') forgetStaffVerifier(db, known.userId)
    if (known !== undefined && answer.error.code === 'wrong_credentials') {
      // a password that was right here and is wrong there was changed there: it is not taken without a line either
      if (await matchesVerifier(password, pepper, known.verifier)) forgetStaffVerifier(db, known.userId)
      else saveLockout(db, known.userId, afterFailure(known, clock.now()))
    }
    return answer
  }

  async function signInWithoutLine(
    password: string,
    known: StaffVerifier | undefined,
    record: StaffRecord | null,
  ): Promise<Result<StaffMember, CallError>> {
    if (known === undefined) return err({ code: 'offline_unknown_user' })
    if (clock.now() - Date.parse(known.verifiedAt) > verifierLifeMs) {
      return err({ code: 'offline_unknown_user', data: { verifiedAt: known.verifiedAt } })
    }
    if (!(await matchesVerifier(password, pepper, known.verifier))) {
      saveLockout(db, known.userId, afterFailure(known, clock.now()))
      return err({ code: 'wrong_credentials' })
    }
    if (record?.active === false) return err({ code: 'account_inactive' })
    saveLockout(db, known.userId, { failures: 0, lockedUntil: null })
    return ok(memberOf(known, record))
  }

  /** Is this the password of the person, as far as can be told from here? */
  async function prove(username: string, password: string): ReturnType<Session['signIn']> {
    const record = findStaffByName(db, username)
    const known =
      record === null ? findStaffVerifierByName(db, username) : findStaffVerifier(db, record.userId)
    const waitMs = known === undefined ? 0 : lockedForMs(known, clock.now())
    if (waitMs > 0) return err({ code: 'locked_out', data: { waitMs } })

    const email = record?.email ?? (username.includes('@') ? username : null)
    // a name that the mirror has not: nobody's, as far as this terminal can tell
    if (email === null && known === undefined) return err({ code: 'wrong_credentials' })
    const online =
      email === null ? err({ code: 'offline' } as const) : await signInWithLine(email, password, known)
    if (online.ok) return ok({ staff: online.value, offline: false })
    if (online.error.code !== 'offline') return err({ code: online.error.code })
    const offline = await signInWithoutLine(password, known, record)
    return offline.ok ? ok({ staff: offline.value, offline: true }) : offline
  }

  /** Is this the person's short number? It counts as long as the password that it stands for would without a line. */
  async function proveByPin(username: string, pin: string): Promise<Result<StaffMember, CallError>> {
    const record = findStaffByName(db, username)
    const known =
      record === null ? findStaffVerifierByName(db, username) : findStaffVerifier(db, record.userId)
    if (known === undefined || clock.now() - Date.parse(known.verifiedAt) > verifierLifeMs) {
      return err({ code: 'pin_unknown' })
    }
    const checked = await pins.check(known.userId, pin)
    if (!checked.ok) return checked
    return record?.active === false ? err({ code: 'account_inactive' }) : ok(memberOf(known, record))
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  return {
    signIn: (username, password) =>
      inTurn(async () => {
        const proved = await prove(username, password)
        if (proved.ok) enter(proved.value.staff)
        return proved
      }),

    signInWithPin: (username, pin) =>
      inTurn(async () => {
        const proved = await proveByPin(username, pin)
        if (!proved.ok) return proved
        enter(proved.value, 'pin')
        return ok({ staff: proved.value, offline: true })
      }),

    setPin: (pin) =>
      inTurn(async () => {
        if (signedIn === null) return err({ code: 'not_signed_in' })
        return cameBy === 'password'
          ? await pins.set(signedIn.userId, pin)
          : err({ code: 'pin_needs_password' })
      }),

    approve: (manager, call) =>
      inTurn(async () => {
        const proved =
          manager.kind === 'pin'
            ? await proveByPin(manager.username, manager.pin)
            : await provePassword(manager.username, manager.password)
        if (!proved.ok) return proved
        if (!isManager(proved.value.role)) return err({ code: 'not_allowed' })
        // whoever asked may have locked the desk meanwhile
        if (signedIn === null) return err({ code: 'not_signed_in' })
        const approvalId = approvals.give(proved.value, signedIn.userId, call)
        return ok({ approvalId, approver: proved.value })
      }),

    approverOf: (approvalId, call) =>
      signedIn === null ? null : approvals.find(approvalId, signedIn.userId, call),

    spendApproval: approvals.spend,

    signOut: () => enter(null),

    current: () => {
      if (signedIn === null) return null
      // the terminal was sent away, and knows nobody any more
      if (readSyncState(db, 'revoked') !== null) {
        enter(null)
        return null
      }
      const record = findStaffById(db, signedIn.userId)
      if (record?.active === false) {
        enter(null)
        return null
      }
      return memberOf(signedIn, record)
    },

    known: () =>
      listStaffVerifiers(db).map((staff) => ({
        ...memberOf(staff, findStaffById(db, staff.userId)),
        hasPin: pins.has(staff.userId),
      })),
  }

  async function provePassword(username: string, password: string): Promise<Result<StaffMember, CallError>> {
    const proved = await prove(username, password)
    return proved.ok ? ok(proved.value.staff) : proved
  }
}

/** What the mirror says of a person, else what was last known. */
function memberOf(staff: StaffMember, record: StaffRecord | null): StaffMember {
  const { userId, username, fullName, role } = record ?? staff
  return { userId, username, fullName, role }
}
