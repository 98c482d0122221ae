import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import type { MessageKey } from '../../language/catalogue.ts'

/**
 * What a bar asks of the desk today. The colour says it first, and a sign of its own says it to who does not see the
 * colour: an arrow in, an arrow out, a square for who is here, a ring for who will come, an exclamation mark for who is late.
 * The stylesheet draws them.
 */
export const barLooks = {
  dueIn: 'rack.look.dueIn',
  late: 'rack.look.late',
  dueOut: 'rack.look.dueOut',
  overdue: 'rack.look.overdue',
  inHouse: 'rack.look.inHouse',
  expected: 'rack.look.expected',
  pending: 'rack.look.pending',
  left: 'rack.look.left',
} as const satisfies Record<string, MessageKey>

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
