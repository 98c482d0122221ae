import { calls, type CallName } from '../../shared/contract/index.ts'
import type { StaffRole } from '../../shared/domain/staff/role.ts'
import { useCall } from '../bridge/use-call.ts'

/** May somebody of this role ask for this? The contract's own list; the terminal refuses all the same. */
export function mayCall(role: StaffRole, name: CallName): boolean {
  const allowed: 'anyone' | 'staff' | readonly StaffRole[] = calls[name].allowed
  return allowed === 'anyone' || allowed === 'staff' || allowed.includes(role)
}

/** What whoever is signed in may do; what they may not is not offered. */
export function useMay(): (name: CallName) => boolean {
  const role = useCall('session.current', {}).value?.staff?.role
  return (name) => role !== undefined && mayCall(role, name)
}
