import { z } from 'zod'
import { type Call } from '../call.ts'
import { id, nothing, requiredLine } from '../fields.ts'
import { pinForm } from '../../domain/staff/pin.ts'
import { staffRoles } from '../../domain/staff/role.ts'

export const staffMember = z.object({
  userId: id,
  username: z.string(),
  fullName: z.string(),
  role: z.enum(staffRoles),
})

export type StaffMember = z.output<typeof staffMember>

const pin = z.string().regex(pinForm)

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
    output: z.object({
      staff: z.array(
        z.object({
          username: z.string(),
          fullName: z.string(),
          /** May answer for what the rules leave to a manager. */
          isManager: z.boolean(),
          /** Has a short number at this terminal. */
          hasPin: z.boolean(),
        }),
      ),
    }),
  },
  /** By the short number that was set at this terminal, in place of the password. */
  'session.signInWithPin': {
    allowed: 'anyone',
    input: z.object({ username: requiredLine(100), pin }).strict(),
    output: z.object({ staff: staffMember, offline: z.boolean() }),
  },
  /** Sets one's short number at this terminal; only right after the password was given. */
  'session.setPin': { allowed: 'staff', input: z.object({ pin }).strict(), output: nothing },
  /**
   * A manager's word, by number or password, for one call of who is signed in. The `approvalId` goes with that call and
   * counts for two minutes; both names are kept with what is done.
   */
  'session.approve': {
    allowed: 'staff',
    input: z
      .object({
        username: requiredLine(100),
        secret: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('pin'), pin }).strict(),
          z.object({ kind: z.literal('password'), password: z.string().min(1).max(200) }).strict(),
        ]),
        /** The call that it is for, by name. */
        call: requiredLine(60),
      })
      .strict(),
    output: z.object({ approvalId: id, approver: staffMember }),
  },
} as const satisfies Record<string, Call>
