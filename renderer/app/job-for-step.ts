import type { NextStep } from '../../shared/domain/stay/next-step.ts'
import type { StayJobName } from '../desk/stay-job.ts'
import type { Job } from './desk-store.ts'

const jobs = {
  decide: 'hold',
  assign: 'assign',
  // the check-in page shows what is in the way and offers to clear it
  clean: 'checkIn',
  collect: 'payment',
  check_in: 'checkIn',
  check_out: 'checkOut',
  none: null,
} as const satisfies Record<NextStep, StayJobName | 'hold' | null>

/** The task that a queue row's one button starts; null where there is nothing to do but look. */
export function jobForStep(row: { readonly bookingId: string; readonly nextStep: NextStep }): Job | null {
  const kind = jobs[row.nextStep]
  return kind && { kind, bookingId: row.bookingId }
}
