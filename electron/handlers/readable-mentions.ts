import type { Call } from '../../shared/contract/call.ts'
import { calls, type CallName } from '../../shared/contract/index.ts'
import { mentionKinds, type MentionKind } from '../../shared/domain/desk/mention.ts'
import type { StaffRole } from '../../shared/domain/staff/role.ts'

/** What of that which was written down somebody of this role may find: what the call that shows it would show them. */
export function readableMentions(role: StaffRole): ReadonlySet<MentionKind> {
  return new Set(mentionKinds.filter((kind) => mayAsk(role, shownBy[kind])))
}

const shownBy: Readonly<Record<MentionKind, CallName>> = {
  group: 'group.list',
  invoice: 'booking.get',
  payment: 'booking.get',
  companion: 'booking.guests',
  wish: 'booking.get',
  note: 'note.list',
  waiting: 'waitlist.list',
  likes: 'guest.get',
  // why somebody is unwanted is read by those who say so
  unwanted: 'guest.setBlacklist',
}

export function mayAsk(role: StaffRole, name: CallName): boolean {
  const { allowed }: Call = calls[name]
  return allowed === 'anyone' || allowed === 'staff' || allowed.includes(role)
}
