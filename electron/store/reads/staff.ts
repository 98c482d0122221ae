import type { Database } from 'better-sqlite3'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import { prepared } from '../prepared.ts'

export interface StaffRecord {
  readonly userId: string
  readonly username: string
  readonly email: string
  readonly fullName: string
  readonly role: StaffRole
  /** May sign in and act: neither suspended nor gone. */
  readonly active: boolean
}

export function findStaffById(db: Database, userId: string): StaffRecord | null {
  return recordOf(prepared<StaffRow>(db, `${selectStaff} where id = ?`).get(userId))
}

/** By user name or mail address, in whatever case it was typed. */
export function findStaffByName(db: Database, name: string): StaffRecord | null {
  const found = prepared<StaffRow>(
    db,
    `${selectStaff} where lower(username) = lower(@name) or lower(email) = lower(@name) limit 1`,
  )
  return recordOf(found.get({ name }))
}

export function listStaff(db: Database): readonly StaffRecord[] {
  return prepared<StaffRow>(db, `${selectStaff} order by full_name`)
    .all()
    .flatMap((row) => recordOf(row) ?? [])
}

interface StaffRow extends Omit<StaffRecord, 'active'> {
  readonly active: 0 | 1
}

// an all-powerful account counts as an admin's, as at the server
const selectStaff = `
select id as userId, username, email, full_name as fullName,
  case when is_super_admin = 1 then 'admin' else role end as role,
  is_active = 1 and account_status = 'active' as active
from user_profiles`

function recordOf(row: StaffRow | undefined): StaffRecord | null {
  return row === undefined ? null : { ...row, active: row.active === 1 }
}
