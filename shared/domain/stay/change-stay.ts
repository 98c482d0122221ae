import { addDays, laterOf, nightsBetween } from '../calendar/days.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { longestStayNights } from './booking-rules.ts'
import { holdsRoom, type BookingStatus } from './status.ts'
import { isOverdue, type Stay } from './stay.ts'

/** A night of a stay that is, or that is meant to be: where it is spent, as what it is charged, and for how much. */
export interface PlannedNight {
  readonly night: string
  readonly roomId: string | null
  readonly roomTypeId: string
  readonly amountMinor: number
}

/**
 * The first night that a move touches. What was slept was slept where it was:
 *
 *     expected    the day asked for, or the arrival
 *     in house    the day asked for, or the business date
 */
export function moveFrom(stay: Stay, from: string, businessDate: string): string {
  return laterOf(from, stay.status === 'checked_in' ? businessDate : stay.arrival)
}

/** Does the stay's room itself change, now or at its arrival, or only that of nights to come? */
export function movesNow(stay: Stay, cut: string, businessDate: string): boolean {
  return cut <= (stay.status === 'checked_in' ? businessDate : stay.arrival)
}

/** Judges whether there is anything left of the stay from the day on that could be moved. */
export function checkMove(
  stay: Stay,
  cut: string,
  businessDate: string,
  locked: boolean,
): Result<void, MoveRoomError> {
  if (!holdsRoom(stay.status)) return err({ code: 'stay_status', status: stay.status })
  if (locked) return err({ code: 'room_locked' })
  if (cut < stay.departure || movesNow(stay, cut, businessDate)) return ok(undefined)
  return err({ code: 'invalid_input', field: 'from', message: 'after the last night' })
}

export type MoveRoomError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'room_locked' }
  | { readonly code: 'invalid_input'; readonly field: 'from'; readonly message: string }

/** The days for which a move from a day on needs its room: for an overdue guest that is tonight. */
export function daysAhead(
  stay: Stay,
  cut: string,
  businessDate: string,
): { readonly arrival: string; readonly departure: string } {
  if (isOverdue(stay, businessDate)) return { arrival: businessDate, departure: addDays(businessDate, 1) }
  return { arrival: cut, departure: laterOf(stay.departure, cut) }
}

export interface StayDates {
  readonly arrival: string
  readonly departure: string
}

/**
 * Judges other dates for a stay. A guest in house has arrived, and cannot leave before today; nobody's night that is on
 * the folio is given back.
 */
export function changeDates(
  stay: Stay,
  wish: { readonly arrival?: string | undefined; readonly departure?: string | undefined },
  businessDate: string,
  postedNights: readonly string[],
): Result<StayDates, ChangeDatesError> {
  if (!holdsRoom(stay.status)) return err({ code: 'stay_status', status: stay.status })
  const arrival = wish.arrival ?? stay.arrival
  const departure = wish.departure ?? stay.departure
  if (arrival === stay.arrival && departure === stay.departure) return err({ code: 'already_done' })
  const nights = nightsBetween(arrival, departure)
  if (nights < 0)
    return err({ code: 'invalid_input', field: 'departure', message: 'departure before arrival' })
  if (nights > longestStayNights) return err({ code: 'stay_too_long', longestStayNights })
  if (arrival !== stay.arrival) {
    if (stay.status === 'checked_in') return err({ code: 'arrival_fixed' })
    if (arrival < businessDate) return err({ code: 'arrival_in_past', businessDate })
  }
  if (departure < businessDate) return err({ code: 'departure_in_past', businessDate })
  const lost = postedNights.find((night) => night < arrival || departure <= night)
  if (lost !== undefined) return err({ code: 'night_posted', night: lost })
  return ok({ arrival, departure })
}

export type ChangeDatesError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'already_done' }
  | { readonly code: 'invalid_input'; readonly field: 'departure'; readonly message: string }
  | { readonly code: 'stay_too_long'; readonly longestStayNights: number }
  | { readonly code: 'arrival_fixed' }
  | { readonly code: 'arrival_in_past'; readonly businessDate: string }
  | { readonly code: 'departure_in_past'; readonly businessDate: string }
  | { readonly code: 'night_posted'; readonly night: string }

/**
 * What a night costs that is added with the prices kept: what its nearest neighbour of the booked nights does. A day's
 * use that becomes nights costs the day's price.
 */
export function neighbourPrice(
  night: string,
  booked: readonly Pick<PlannedNight, 'night' | 'amountMinor'>[],
  dayRateMinor: number,
): number {
  const before = booked.findLast((known) => known.night < night)
  const nearest = before ?? booked.at(0)
  return nearest?.amountMinor ?? dayRateMinor
}

/** Nights that follow each other in one room: the spans that a plan needs of the house. */
export function runsOf(plan: readonly PlannedNight[]): readonly NightRun[] {
  const runs: { roomId: string | null; roomTypeId: string; nights: string[] }[] = []
  for (const { night, roomId, roomTypeId } of plan) {
    const last = runs.at(-1)
    const follows = last !== undefined && last.nights.at(-1) === addDays(night, -1)
    if (follows && last.roomId === roomId && last.roomTypeId === roomTypeId) last.nights.push(night)
    else runs.push({ roomId, roomTypeId, nights: [night] })
  }
  return runs.map(({ nights, ...run }) => {
    const arrival = nights[0] ?? ''
    return { ...run, nights, arrival, departure: addDays(arrival, nights.length) }
  })
}

export interface NightRun extends StayDates {
  readonly roomId: string | null
  readonly roomTypeId: string
  readonly nights: readonly string[]
}

/** May two stays change rooms? Each has to be in one room for all the nights it has left. */
export function checkSwap(
  stays: readonly [SwapSide, SwapSide],
): Result<{ readonly rooms: readonly [string, string] }, SwapError> {
  for (const { stay, locked } of stays) {
    if (!holdsRoom(stay.status)) return err({ code: 'stay_status', status: stay.status })
    if (locked) return err({ code: 'room_locked' })
  }
  const [one, other] = stays.map(onlyRoom)
  if (one === undefined || one === null || other === undefined || other === null) {
    return err({ code: 'room_not_available' })
  }
  return one === other ? err({ code: 'already_done' }) : ok({ rooms: [one, other] })
}

export interface SwapSide {
  readonly stay: Stay
  readonly locked: boolean
  /** Those that are not slept yet. */
  readonly nightsAhead: readonly PlannedNight[]
}

export type SwapError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'room_locked' | 'room_not_available' | 'already_done' }

function onlyRoom({ stay, nightsAhead }: SwapSide): string | null {
  return nightsAhead.every((night) => night.roomId === stay.roomId) ? stay.roomId : null
}
