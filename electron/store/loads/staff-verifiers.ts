import type { Database } from 'better-sqlite3'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import { prepared } from '../prepared.ts'

/** Somebody who has signed in here with a line before, and may without. */
export interface StaffVerifier {
  readonly userId: string
  readonly username: string
  readonly fullName: string
  readonly role: StaffRole
  readonly verifier: string
  /** When the server last knew the password. */
  readonly verifiedAt: string
  readonly failures: number
  readonly lockedUntil: string | null
}

export function findStaffVerifier(db: Database, userId: string): StaffVerifier | undefined {
  return prepared<StaffVerifier>(db, `${selectVerifier} where user_id = ?`).get(userId)
}

export function findStaffVerifierByName(db: Database, username: string): StaffVerifier | undefined {
  return prepared<StaffVerifier>(db, `${selectVerifier} where lower(username) = lower(?)`).get(username)
}

/** Who has signed in here, last first. */
export function listStaffVerifiers(db: Database): readonly StaffVerifier[] {
  return prepared<StaffVerifier>(db, `${selectVerifier} order by verified_at desc`).all()
}

const selectVerifier = `
select user_id as userId, username, full_name as fullName, role, verifier, verified_at as verifiedAt, failures,
  locked_until as lockedUntil
from staff_verifiers`
