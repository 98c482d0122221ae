import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import type { MessageKey } from '../../language/catalogue.ts'

/**
 * What a bar asks of the desk today. The colour says it first, and a sign of its own says it to who does not see the
 * colour: an arrow in, an arrow out, a square for who is here, a ring for who will come; the stylesheet draws those
 * that are no letter.
 */
export const barLooks = {
  dueIn: { sign: '', word: 'rack.look.dueIn' },
  late: { sign: '!', word: 'rack.look.late' },
  dueOut: { sign: '', word: 'rack.look.dueOut' },
  overdue: { sign: '!', word: 'rack.look.overdue' },
  inHouse: { sign: '', word: 'rack.look.inHouse' },
  expected: { sign: '', word: 'rack.look.expected' },
  pending: { sign: '?', word: 'rack.look.pending' },
  left: { sign: '', word: 'rack.look.left' },
} as const satisfies Record<string, { readonly sign: string; readonly word: MessageKey }>

export type BarLook = keyof typeof barLooks

export function lookOf(
  bar: Pick<RackBar, 'status' | 'arrival' | 'departure' | 'overdue'>,
  businessDate: string,
): BarLook {
  if (bar.status === 'checked_in') {
    if (bar.overdue) return 'overdue'
    return bar.departure === businessDate ? 'dueOut' : 'inHouse'
  }
  if (bar.status === 'checked_out' || bar.status === 'cancelled' || bar.status === 'no_show') return 'left'
  if (bar.arrival < businessDate) return 'late'
  if (bar.arrival === businessDate) return 'dueIn'
  return bar.status === 'pending' ? 'pending' : 'expected'
}
