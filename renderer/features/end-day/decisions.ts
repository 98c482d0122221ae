import type { CallOutput } from '../../../shared/contract/index.ts'

export type DayStatus = CallOutput<'day.status'>

/** What becomes of somebody who has not come: awaited still, or a no-show with or without the fee. */
export type Decision = 'keep' | 'free' | 'fee'

/** By booking. */
export type Decisions = Readonly<Record<string, Decision>>

/** The decisions that the day still asks for, as the terminal wants to hear them. */
export function toClose({ notArrived }: DayStatus, decisions: Decisions) {
  const decided = notArrived.map(({ bookingId }) => ({ bookingId, decision: decisions[bookingId] }))
  return {
    noShows: decided
      .filter(({ decision }) => decision === 'free' || decision === 'fee')
      .map(({ bookingId, decision }) => ({ bookingId, chargeFee: decision === 'fee' })),
    keepExpected: decided.filter(({ decision }) => decision === 'keep').map(({ bookingId }) => bookingId),
  }
}

/** How many things keep the day from being ended. */
export function countInTheWay(status: DayStatus, decisions: Decisions): number {
  const undecided = status.notArrived.filter(({ bookingId }) => decisions[bookingId] === undefined)
  return (
    status.dueOut.length + undecided.length + (status.moneyConflicts > 0 ? 1 : 0) + (status.mayClose ? 0 : 1)
  )
}
