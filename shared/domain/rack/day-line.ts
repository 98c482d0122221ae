/** Days of the calendar as places on a line, so that the rack can measure between them. */
export interface DayLine {
  /** How many days after the origin; negative before it. */
  readonly placeOf: (date: string) => number
  readonly dateAt: (place: number) => string
}

/** A line through the calendar. It is asked for the same few days thousands of times, and remembers them. */
export function createDayLine(origin: string): DayLine {
  const originMs = utcOf(origin)
  const places = new Map<string, number>()
  const dates = new Map<number, string>()
  return {
    placeOf(date) {
      const known = places.get(date)
      if (known !== undefined) return known
      const place = Math.round((utcOf(date) - originMs) / msPerDay)
      places.set(date, place)
      return place
    },
    dateAt(place) {
      const known = dates.get(place)
      if (known !== undefined) return known
      const date = new Date(originMs + place * msPerDay).toISOString().slice(0, 10)
      dates.set(place, date)
      return date
    },
  }
}

const msPerDay = 86_400_000

/** In UTC every day has 24 hours; nothing here is a moment. */
function utcOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)))
}
