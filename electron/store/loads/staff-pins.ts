import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/** The short number of somebody who has signed in here by password before. */
export interface StaffPin {
  readonly userId: string
  readonly verifier: string
  readonly failures: number
  readonly lockedUntil: string | null
}

export function findStaffPin(db: Database, userId: string): StaffPin | undefined {
  return prepared<StaffPin>(
    db,
    `select user_id as userId, verifier, failures, locked_until as lockedUntil from staff_pins where user_id = ?`,
  ).get(userId)
}
