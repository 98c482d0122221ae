import { isReady } from '../room/housekeeping.ts'
import type { GivenRoom } from './check-in-blockers.ts'
import { isExpected } from './status.ts'
import { isDueIn, type Stay } from './stay.ts'

/** What stands between a stay and its next step; the label of the row's one primary button. */
export const nextSteps = ['decide', 'assign', 'clean', 'collect', 'check_in', 'check_out', 'none'] as const

export type NextStep = (typeof nextSteps)[number]

/**
 * What the desk does next about a stay. `owedMinor` is what the guest would have to pay to leave: the folio's balance
 * with the nights not yet posted. A room where the last guest still is, is waited for: none.
 */
export function nextStep(
  stay: Stay,
  room: GivenRoom | null,
  owedMinor: number,
  businessDate: string,
): NextStep {
  if (stay.status === 'checked_in') {
    if (stay.departure > businessDate) return 'none'
    return owedMinor > 0 ? 'collect' : 'check_out'
  }
  if (!isExpected(stay.status)) return 'none'
  // what is only held may be gone in an hour: a room given to it, or cleaned for it, may be for nobody
  if (stay.status === 'pending') return 'decide'
  if (room === null || room.blocked) return 'assign'
  if (!isDueIn(stay, businessDate) || room.occupied) return 'none'
  return isReady(room.housekeeping) ? 'check_in' : 'clean'
}
