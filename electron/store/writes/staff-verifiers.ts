import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'
import type { StaffVerifier } from '../loads/staff-verifiers.ts'
import { withTransaction } from '../transaction.ts'

/** Keeps what a password is checked against, in place of what was kept for this person or under this name. */
export function saveStaffVerifier(
  db: Database,
  staff: Omit<StaffVerifier, 'failures' | 'lockedUntil'>,
): void {
  withTransaction(db, () => {
    prepared(db, 'delete from staff_verifiers where user_id = ? or username = ?').run(
      staff.userId,
      staff.username,
    )
    prepared(
      db,
      `insert into staff_verifiers (user_id, username, full_name, role, verifier, verified_at)
       values (?, ?, ?, ?, ?, ?)`,
    ).run(staff.userId, staff.username, staff.fullName, staff.role, staff.verifier, staff.verifiedAt)
  })
}

export function saveLockout(
  db: Database,
  userId: string,
  lockout: Pick<StaffVerifier, 'failures' | 'lockedUntil'>,
): void {
  prepared(db, 'update staff_verifiers set failures = ?, locked_until = ? where user_id = ?').run(
    lockout.failures,
    lockout.lockedUntil,
    userId,
  )
}

export function forgetStaffVerifier(db: Database, userId: string): void {
  prepared(db, 'delete from staff_verifiers where user_id = ?').run(userId)
}
