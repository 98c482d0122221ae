import { z } from 'zod'
import { staffRoles } from '../../shared/domain/staff/role.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { connectClient, type Project } from './client.ts'
import type { StaffProfile, StaffSignInFailure } from './remote.ts'

const profileRow = z.object({
  id: z.uuid(),
  email: z.string(),
  username: z.string(),
  full_name: z.string(),
  role: z.enum(staffRoles),
  is_active: z.boolean(),
  account_status: z.string(),
})

/**
 * Lets the server check a password, and reads who that is with that person's own token. The client and its session are
 * thrown away at once: at the desk people come and go, while the device's sign-in stays.
 */
export async function signInStaff(
  project: Project,
  email: string,
  password: string,
  signal: AbortSignal,
): Promise<Result<StaffProfile, StaffSignInFailure>> {
  const client = connectClient({
    ...project,
    fetch: (input, init) => project.fetch(input, { ...init, signal }),
  })
  const { data, error } = await client.auth.signInWithPassword({ email, password })
  if (data.user === null) return err({ code: refusalOf(error?.status ?? 0, error?.code) })
  const reply = await client
    .from('user_profiles')
    .select('id, email, username, full_name, role, is_active, account_status')
    .eq('id', data.user.id)
    .maybeSingle()
  // the session ends at the server too; whether it hears of it does not matter to who is at the desk
  void client.auth.signOut({ scope: 'local' }).catch(() => undefined)
  if (reply.error !== null)
    return err({ code: reply.status === 401 || reply.status === 403 ? 'account_inactive' : 'offline' })
  const profile = profileRow.safeParse(reply.data)
  // whoever has no profile, or may not read it, is none of the staff
  if (!profile.success) return err({ code: reply.data === null ? 'account_inactive' : 'offline' })
  const {
    id,
    username,
    full_name: fullName,
    role,
    is_active: isActive,
    account_status: status,
  } = profile.data
  if (!isActive || status !== 'active') return err({ code: 'account_inactive' })
  return ok({ userId: id, email: profile.data.email, username, fullName, role })
}

function refusalOf(status: number, code: string | undefined): StaffSignInFailure['code'] {
  if (code === 'user_banned') return 'account_inactive'
  if (status === 429) return 'locked_out'
  return status >= 400 && status < 500 ? 'wrong_credentials' : 'offline'
}
