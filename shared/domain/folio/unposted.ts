import { holdsRoom, type BookingStatus } from '../stay/status.ts'
import { isDayUse } from '../stay/stay.ts'

/** A night of a stay as its bill sees it. */
export interface BillableNight {
  readonly night: string
  readonly amountMinor: number
  /** Already a line of the folio. */
  readonly posted: boolean
}

export interface BillableStay {
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly nights: readonly BillableNight[]
  /** What the day costs when no night is slept. */
  readonly dayRateMinor: number
  /** The day's use is already a line of the folio. */
  readonly dayUsePosted: boolean
}

/** What the stay will still cost beyond its folio, as booked: its unposted nights or, for day use, the day. */
export function unpostedMinor(stay: BillableStay): number {
  if (!holdsRoom(stay.status)) return 0
  if (isDayUse(stay)) return stay.dayUsePosted ? 0 : stay.dayRateMinor
  return stay.nights
    .filter(({ night, posted }) => !posted && stay.arrival <= night && night < stay.departure)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
