/** What a member of staff may do, as stored. */
export const staffRoles = ['admin', 'manager', 'front_desk', 'housekeeping', 'accountant', 'auditor'] as const

export type StaffRole = (typeof staffRoles)[number]

/** Roles that answer for what the desk's rules leave to somebody's judgement. */
const managerRoles = ['admin', 'manager'] as const satisfies readonly StaffRole[]

export function isManager(role: StaffRole): boolean {
  return managerRoles.some((known) => known === role)
}
