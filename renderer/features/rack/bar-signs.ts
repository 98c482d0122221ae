import type { RackBar } from '../../../shared/contract/calls/rack.ts'

/** The signs a bar may have, each a shape of its own. */
export const barSigns = [
  'attention',
  'willConflict',
  'unsent',
  'blacklisted',
  'vip',
  'locked',
  'inGroup',
  'otherType',
  'hasNote',
  'held',
] as const

export type BarSign = (typeof barSigns)[number]

/** Signs that somebody has to act on. */
export function urgentSigns(bar: RackBar): readonly BarSign[] {
  const sent = sendingSign(bar)
  if (sent === null) return bar.blacklisted ? ['blacklisted'] : none
  return bar.blacklisted ? [sent, 'blacklisted'] : [sent]
}

function sendingSign({ needsAttention, willConflict, unsent }: RackBar): BarSign | null {
  if (needsAttention) return 'attention'
  if (willConflict) return 'willConflict'
  return unsent ? 'unsent' : null
}

/** Signs that are good to know, the first of them most. */
export function plainSigns(bar: RackBar, otherType: boolean): readonly BarSign[] {
  const { vip, locked, inGroup, hasNote } = bar
  const held = bar.holdUntil !== null
  if (!vip && !locked && !inGroup && !hasNote && !otherType && !held) return none
  const has = { held, vip, locked, inGroup, otherType, hasNote } as const
  return plain.filter((sign) => has[sign])
}

const plain = ['held', 'vip', 'locked', 'inGroup', 'otherType', 'hasNote'] as const
const none: readonly BarSign[] = []
