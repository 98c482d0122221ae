import type { RackBar } from '../../../shared/contract/calls/rack.ts'

/** The signs a bar may have, each a shape of its own. */
export const barSigns = [
  'attention',
  'unsent',
  'blacklisted',
  'vip',
  'locked',
  'inGroup',
  'otherType',
  'hasNote',
] as const

export type BarSign = (typeof barSigns)[number]

/** Signs that somebody has to act on. */
export function urgentSigns(bar: RackBar): readonly BarSign[] {
  const sent = bar.needsAttention ? 'attention' : bar.unsent ? 'unsent' : null
  if (sent === null) return bar.blacklisted ? ['blacklisted'] : none
  return bar.blacklisted ? [sent, 'blacklisted'] : [sent]
}

/** Signs that are good to know, the first of them most. */
export function plainSigns(bar: RackBar, otherType: boolean): readonly BarSign[] {
  const { vip, locked, inGroup, hasNote } = bar
  if (!vip && !locked && !inGroup && !hasNote && !otherType) return none
  const has = { vip, locked, inGroup, otherType, hasNote } as const
  return plain.filter((sign) => has[sign])
}

const plain = ['vip', 'locked', 'inGroup', 'otherType', 'hasNote'] as const
const none: readonly BarSign[] = []
