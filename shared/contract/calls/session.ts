import { z } from 'zod'
import { type Call } from '../call.ts'
import { id, nothing, requiredLine } from '../fields.ts'
import { staffRoles } from '../../domain/staff/role.ts'

export const staffMember = z.object({
  userId: id,
  username: z.string(),
  fullName: z.string(),
  role: z.enum(staffRoles),
})

export type StaffMember = z.output<typeof staffMember>

export const sessionCalls = {
  /** Online the server checks the password; offline the verifier kept from the last time it did. */
  'session.signIn': {
    allowed: 'anyone',
    input: z.object({ username: requiredLine(100), password: z.string().min(1).max(200) }).strict(),
    output: z.object({ staff: staffMember, offline: z.boolean() }),
  },
  'session.signOut': { allowed: 'anyone', input: nothing, output: nothing },
  'session.current': {
    allowed: 'anyone',
    input: nothing,
    output: z.object({ staff: staffMember.nullable() }),
  },
  /** Who has signed in at this terminal before, for the sign-in strip. */
  'session.known': {
    allowed: 'anyone',
    input: nothing,
    output: z.object({ staff: z.array(z.object({ username: z.string(), fullName: z.string() })) }),
  },
} as const satisfies Record<string, Call>
