import { nightsBetween } from '../calendar/days.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

/** The longest stay that is sold in one booking. */
export const longestStayNights = 366

/** May a stay of these dates be sold on this business date? Nothing is sold into the past. */
export function checkStayDates(
  arrival: string,
  departure: string,
  businessDate: string,
): Result<void, StayDatesError> {
  const nights = nightsBetween(arrival, departure)
  if (nights < 0)
    return err({ code: 'invalid_input', field: 'departure', message: 'departure before arrival' })
  if (arrival < businessDate) return err({ code: 'arrival_in_past', businessDate })
  if (nights > longestStayNights) return err({ code: 'stay_too_long', longestStayNights })
  return ok(undefined)
}

export type StayDatesError =
  | { readonly code: 'invalid_input'; readonly field: 'departure'; readonly message: string }
  | { readonly code: 'arrival_in_past'; readonly businessDate: string }
  | { readonly code: 'stay_too_long'; readonly longestStayNights: number }

export interface Party {
  readonly adults: number
  readonly children: number
}

export function guestsOf(party: Party): number {
  return party.adults + party.children
}

/** How many a room of the type sleeps: its beds, and the extra beds that can be put in. */
export interface Sleeps {
  readonly maxOccupancy: number
  readonly maxExtraBeds: number
}

export function checkParty(party: Party, sleeps: Sleeps): Result<void, PartyError> {
  const most = sleeps.maxOccupancy + sleeps.maxExtraBeds
  return guestsOf(party) <= most ? ok(undefined) : err({ code: 'too_many_guests', most })
}

export type PartyError = { readonly code: 'too_many_guests'; readonly most: number }
