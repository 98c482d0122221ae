import { err, ok, type Result } from '../../kernel/result.ts'
import { isExpected, type BookingStatus } from './status.ts'

/** A stay that has not begun may be cancelled, unless something is still owed on its folio. */
export function cancel(status: BookingStatus, balanceMinor: number): Result<void, CancelError> {
  if (!isExpected(status)) return err({ code: 'stay_status', status })
  if (balanceMinor > 0) return err({ code: 'balance_open', balanceMinor })
  return ok(undefined)
}

export type CancelError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'balance_open'; readonly balanceMinor: number }
