import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'
import { addDays, nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { longestStayNights } from '../../../shared/domain/stay/booking-rules.ts'
import type { BookingSource } from '../../../shared/domain/stay/source.ts'

/** A booking as the clerk is filling it in. */
export interface BookingDraft {
  readonly arrival: string
  readonly nights: number
  readonly adults: number
  readonly children: number
  readonly guest: GuestChoice | null
  readonly roomTypeId: string | null
  readonly roomId: string | null
  readonly source: BookingSource
  readonly specialRequests: string
  readonly internalNotes: string
  /** As typed; empty where the hotel's own price stands. */
  readonly rate: string
  /** What is paid in advance, as typed; empty where the hotel's plan stands. */
  readonly deposit: string
  /** By when; null where the plan says so. */
  readonly depositDueOn: string | null
  /** Hours that it is held as a courtesy. */
  readonly hold: HoldChoice
}

export const holdChoices = ['firm', '2', '24', '72'] as const

export type HoldChoice = (typeof holdChoices)[number]

export function emptyDraft(businessDate: string): BookingDraft {
  return {
    arrival: businessDate,
    nights: 1,
    adults: 2,
    children: 0,
    guest: null,
    roomTypeId: null,
    roomId: null,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    rate: '',
    deposit: '',
    depositDueOn: null,
    hold: 'firm',
  }
}

/** Has nothing been said yet that would be missed? Dates and numbers are quickly set again. */
export function isUntouched({ guest, specialRequests, internalNotes }: BookingDraft): boolean {
  return guest === null && specialRequests === '' && internalNotes === ''
}

export function departureOf({ arrival, nights }: Pick<BookingDraft, 'arrival' | 'nights'>): string {
  return addDays(arrival, nights)
}

/** The draft with another arrival; the stay keeps its length. A room chosen for other nights is let go. */
export function arriveOn(draft: BookingDraft, arrival: string): BookingDraft {
  return { ...draft, arrival, roomId: null }
}

/**
 * The draft leaving on a day; on the day of arrival it is day use. A day that no stay can end on stands as it is typed,
 * and `departureProblem` names it: a date is typed part by part, and the next part may put it right.
 */
export function departOn(draft: BookingDraft, departure: string): BookingDraft {
  return { ...draft, nights: nightsBetween(draft.arrival, departure), roomId: null }
}

/** Why nobody can leave on the draft's day of departure, if so. */
export function departureProblem({
  nights,
}: Pick<BookingDraft, 'nights'>): 'wait.wrongDays' | 'error.stay_too_long' | undefined {
  if (nights < 0) return 'wait.wrongDays'
  return nights > longestStayNights ? 'error.stay_too_long' : undefined
}

export function stayFor(draft: BookingDraft, nights: number): BookingDraft {
  return { ...draft, nights: Math.min(longestStayNights, Math.max(0, nights)), roomId: null }
}

export function chooseType(draft: BookingDraft, roomTypeId: string): BookingDraft {
  return roomTypeId === draft.roomTypeId ? draft : { ...draft, roomTypeId, roomId: null }
}
