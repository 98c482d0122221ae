import { err, ok, type Result } from '../../kernel/result.ts'

/** Steps of a stay that move no money by themselves and may be taken back. */
const undoableSteps = [
  'booking.assignRoom',
  'booking.checkIn',
  'booking.checkOut',
  'booking.cancel',
  'booking.moveRoom',
  'booking.changeDates',
  'booking.split',
  'booking.swapRooms',
  'booking.lockRoom',
  'booking.noShow',
  'booking.confirm',
  'booking.doNotDisturb',
  'booking.queueRoom',
  'booking.setDeposit',
  'conflict.giveRoom',
  'conflict.moveOther',
  'conflict.splitStay',
  'conflict.relocate',
  'conflict.cancelStay',
] as const

const undoStep = 'booking.undo'

/** A command that changed the stay itself, from the stay's audit trail. */
export interface StayStep {
  readonly opId: string
  /** The contract's name of the command. */
  readonly name: string
  readonly businessDate: string
  readonly at: string
}

/** The step that stands last, once every undo has taken the one before it away; `steps` are in the order of doing. */
export function lastStep(steps: readonly StayStep[]): StayStep | null {
  const standing: StayStep[] = []
  for (const step of steps) {
    if (step.name === undoStep) standing.pop()
    else standing.push(step)
  }
  return standing.at(-1) ?? null
}

/**
 * Judges taking back the last step of a stay: on the hotel's day on which it was done, while no line has been added to
 * the folio after it. A night that the check-out posted was slept and stays posted; the price of a day's use was not
 * asked for once the guest stays for the night after all, so that step stands.
 */
export function undo(
  step: StayStep | null,
  businessDate: string,
  folio: { readonly lastLineAt: string | null; readonly dayUsePosted: boolean },
  reopensNights: boolean,
): Result<StayStep, UndoError> {
  if (step === null || !undoableSteps.some((name) => name === step.name))
    return err({ code: 'nothing_to_undo' })
  if (step.businessDate !== businessDate) return err({ code: 'nothing_to_undo' })
  if (folio.lastLineAt !== null && folio.lastLineAt > step.at)
    return err({ code: 'undo_refused', reason: 'money_moved' })
  if (reopensNights && folio.dayUsePosted) return err({ code: 'undo_refused', reason: 'day_charged' })
  return ok(step)
}

export type UndoError =
  | { readonly code: 'nothing_to_undo' }
  | { readonly code: 'undo_refused'; readonly reason: UndoRefusal }

/** Why a step stands although it would be the one to undo. */
export type UndoRefusal = 'money_moved' | 'day_charged' | 'changed_since' | 'room_taken'
