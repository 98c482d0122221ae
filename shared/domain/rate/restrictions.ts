import { nightsBetween, nightsOf } from '../calendar/days.ts'

/** What a day may be sold for, of a type or, with null, of every type. Half-open, like a stay. */
export interface Restriction {
  readonly roomTypeId: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly minNights: number | null
  readonly maxNights: number | null
  readonly closedToArrival: boolean
  readonly closedToDeparture: boolean
  readonly stopSell: boolean
}

/** A rule of sale that a stay would break, and where. */
export interface Violation {
  readonly rule: 'min_nights' | 'max_nights' | 'closed_to_arrival' | 'closed_to_departure' | 'stop_sell'
  readonly day: string
  /** How many nights it would have to be at least, or at most. */
  readonly nights: number | null
}

/** The rules of sale that a stay of a type would break: those of its arrival, of its departure, of each of its nights. */
export function findViolations(
  stay: { readonly arrival: string; readonly departure: string; readonly roomTypeId: string },
  restrictions: readonly Restriction[],
): readonly Violation[] {
  const { arrival, departure } = stay
  const nights = nightsBetween(arrival, departure)
  const own = restrictions.filter(({ roomTypeId }) => roomTypeId === null || roomTypeId === stay.roomTypeId)
  const onDay = (day: string): readonly Restriction[] =>
    own.filter(({ startsOn, endsOn }) => startsOn <= day && day < endsOn)
  const days = nights === 0 ? [arrival] : nightsOf(arrival, departure)
  return [
    ...onDay(arrival).flatMap((rule) => arrivalViolations(rule, arrival, nights)),
    ...onDay(departure)
      .filter((rule) => rule.closedToDeparture)
      .map(() => ({ rule: 'closed_to_departure', day: departure, nights: null }) as const),
    ...days
      .filter((day) => onDay(day).some((rule) => rule.stopSell))
      .map((day) => ({ rule: 'stop_sell', day, nights: null }) as const),
  ]
}

/** A day's use is no short stay: rules of how long are about nights. */
function arrivalViolations(rule: Restriction, day: string, nights: number): readonly Violation[] {
  const found: Violation[] = []
  if (rule.closedToArrival) found.push({ rule: 'closed_to_arrival', day, nights: null })
  if (rule.minNights !== null && nights > 0 && nights < rule.minNights) {
    found.push({ rule: 'min_nights', day, nights: rule.minNights })
  }
  if (rule.maxNights !== null && nights > rule.maxNights) {
    found.push({ rule: 'max_nights', day, nights: rule.maxNights })
  }
  return found
}
