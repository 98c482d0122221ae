/** What a member of staff may do, as stored. */
export const staffRoles = ['admin', 'manager', 'front_desk', 'housekeeping', 'accountant', 'auditor'] as const

export type StaffRole = (typeof staffRoles)[number]
