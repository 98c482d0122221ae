import { err, ok, type Result } from '../../kernel/result.ts'
import { holdsRoom, type BookingStatus } from '../stay/status.ts'

/** The most that one line of a folio may say, either way. */
const largestAmountMinor = 99_999_999_999

/** Judges a charge to a stay's folio. Whoever has left, cancelled or not come has a closed folio. */
export function postCharge(
  status: BookingStatus,
  quantity: number,
  unitPriceMinor: number,
): Result<{ readonly amountMinor: number }, ChargeError> {
  if (!holdsRoom(status)) return err({ code: 'folio_closed', status })
  const amountMinor = quantity * unitPriceMinor
  if (amountMinor > largestAmountMinor) {
    return err({ code: 'invalid_input', field: 'unitPriceMinor', message: 'the line is too large' })
  }
  return ok({ amountMinor })
}

export type ChargeError =
  | { readonly code: 'folio_closed'; readonly status: BookingStatus }
  | { readonly code: 'invalid_input'; readonly field: string; readonly message: string }
