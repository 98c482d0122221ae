import type { ConflictDetail } from '../../../shared/contract/calls/conflict.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import type { RemedyHere } from './conflict-words.ts'
import type { Decision } from './use-settle.ts'

/** The terminal's remedies, with those beside them that only a window can offer: what was chosen, what is looked for. */
export function remediesHere(detail: ConflictDetail): readonly RemedyHere[] {
  const homeless = detail.remedies.some(({ kind }) => kind === 'keep_money') && !hasHome(detail)
  return detail.remedies.flatMap((remedy): readonly RemedyHere[] => {
    if (remedy.kind === 'keep_money' && homeless) return [{ kind: 'attach_other' }, remedy]
    const several = remedy.kind === 'keep_theirs' && detail.versions.length > 1
    const plain = detail.remedies.some(({ kind }) => kind === 'take_mine')
    return several && plain ? [remedy, { kind: 'take_chosen' }] : [remedy]
  })
}

/** Money of a cancelled stay stays with it. */
function hasHome({ money }: ConflictDetail): boolean {
  return money.every(({ reason }) => reason === 'booking_cancelled')
}

/** What a remedy comes down to; null for those that ask for a word first. */
export function decisionOf(
  remedy: RemedyHere,
  detail: ConflictDetail,
  mine: ReadonlySet<string>,
): Decision | null {
  switch (remedy.kind) {
    case 'take_mine':
      return { kind: 'choose', mine: detail.versions.map(({ column }) => column) }
    case 'take_chosen':
      return { kind: 'choose', mine: [...mine] }
    case 'attach':
      return { kind: 'attach', bookingId: remedy.bookingId }
    case 'relocate':
    case 'cancel':
    case 'keep_money':
    case 'refund_money':
    case 'attach_other':
      return null
    case 'wanted_room':
    case 'same_type':
    case 'upgrade':
    case 'simpler':
    case 'move_other':
    case 'split':
      return remedy
    case 'keep_theirs':
    case 'do_again':
    case 'accept_move':
    case 'acknowledge':
      return { kind: remedy.kind }
    default:
      return unreachable(remedy)
  }
}
