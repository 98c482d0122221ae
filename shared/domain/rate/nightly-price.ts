import { dayOfWeek, nightsOf } from '../calendar/days.ts'

/** What a type of room costs, and one of its rooms where that room has a price of its own. */
export interface Rates {
  readonly baseMinor: number
  /** Null: as any other night. */
  readonly weekendMinor: number | null
  /** For each guest above the occupancy, per night. */
  readonly extraBedMinor: number
  readonly maxOccupancy: number
  readonly seasons: readonly Season[]
  /** A room with a rate of its own costs that every night, in season or out. */
  readonly roomBaseMinor: number | null
  /** Days of the week, 0 Sunday to 6 Saturday, whose nights are the weekend's. */
  readonly weekendNights: readonly number[]
}

/** Half-open, like a stay. Null rates: the season's base at the weekend, the type's for the extra bed. */
export interface Season {
  readonly startsOn: string
  readonly endsOn: string
  readonly baseMinor: number
  readonly weekendMinor: number | null
  readonly extraBedMinor: number | null
}

export interface PricedNight {
  readonly night: string
  readonly amountMinor: number
}

/** What each night of a stay costs. Frozen into the booking's nights when it is made. */
export function nightlyPrices(
  arrival: string,
  departure: string,
  guests: number,
  rates: Rates,
): readonly PricedNight[] {
  return nightsOf(arrival, departure).map((night) => ({
    night,
    amountMinor: priceOfNight(night, guests, rates),
  }))
}

/** What a stay costs: its nights or, for day use, its day. */
export function stayPrice(arrival: string, departure: string, guests: number, rates: Rates): number {
  if (arrival === departure) return priceOfNight(arrival, guests, rates)
  return nightlyPrices(arrival, departure, guests, rates).reduce((sum, night) => sum + night.amountMinor, 0)
}

/** What one night costs; for day use, what its day costs. */
export function priceOfNight(night: string, guests: number, rates: Rates): number {
  const season = rates.seasons.find(({ startsOn, endsOn }) => startsOn <= night && night < endsOn)
  const extraBeds = Math.max(0, guests - rates.maxOccupancy)
  return roomPrice(night, season, rates) + extraBeds * (season?.extraBedMinor ?? rates.extraBedMinor)
}

function roomPrice(night: string, season: Season | undefined, rates: Rates): number {
  if (rates.roomBaseMinor !== null) return rates.roomBaseMinor
  const { baseMinor, weekendMinor } = season ?? rates
  return rates.weekendNights.includes(dayOfWeek(night)) ? (weekendMinor ?? baseMinor) : baseMinor
}
