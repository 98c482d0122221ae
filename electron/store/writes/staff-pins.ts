import type { Database } from 'better-sqlite3'
import type { StaffPin } from '../loads/staff-pins.ts'
import { prepared } from '../prepared.ts'

/** Keeps what a short number is checked against, in place of the one before; slips are forgotten. */
export function saveStaffPin(
  db: Database,
  pin: { readonly userId: string; readonly verifier: string; readonly setAt: string },
): void {
  prepared(
    db,
    'insert or replace into staff_pins (user_id, verifier, set_at) values (@userId, @verifier, @setAt)',
  ).run(pin)
}

export function savePinLockout(
  db: Database,
  userId: string,
  lockout: Pick<StaffPin, 'failures' | 'lockedUntil'>,
): void {
  prepared(db, 'update staff_pins set failures = ?, locked_until = ? where user_id = ?').run(
    lockout.failures,
    lockout.lockedUntil,
    userId,
  )
}

export function forgetStaffPin(db: Database, userId: string): void {
  prepared(db, 'delete from staff_pins where user_id = ?').run(userId)
}
