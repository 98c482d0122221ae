import { nightsOf } from '../calendar/days.ts'

/** A night of the house for one type of room. */
export interface TypeNight {
  readonly night: string
  /** Rooms of the type that are in use, out-of-order ones left out. */
  readonly rooms: number
  /** Rooms given for that night, and stays of the type that have no room yet. */
  readonly sold: number
}

/**
 * How many rooms of a type are left on the worst night of a stay. Stays without a room count against their type, so it
 * may be less than the rooms that look empty, and negative when the type is overbooked.
 */
export function freeOnWorstNight(arrival: string, departure: string, nights: readonly TypeNight[]): number {
  const byNight = new Map(nights.map((night) => [night.night, night.rooms - night.sold]))
  const wanted = arrival === departure ? [arrival] : nightsOf(arrival, departure)
  return Math.min(...wanted.map((night) => byNight.get(night) ?? 0))
}
