import { addDays, dayOfWeek, laterOf } from '../../shared/domain/calendar/days.ts'
import { nightlyPrices, priceOfNight } from '../../shared/domain/rate/nightly-price.ts'
import type { Random } from '../load/random.ts'
import { houseType, idOf, ratesOf, roomsOfType, typeCodes, wholeEuros, type TypeCode } from './house.ts'
import {
  cancelNotice,
  cancelled,
  leadClasses,
  leadDays,
  markets,
  nationalities,
  nights as nightsSlept,
  noShows,
  parties,
  type Market,
  type Season,
} from './observed.ts'

/** What becomes of a booking in the end, whether or not that has happened yet. */
export type Fate = 'comes' | 'cancels' | 'no_show'

/** A booking as it will have been when all is over. */
export interface Demand {
  readonly bookingId: string
  readonly fate: Fate
  /** When it was booked, and on which day it ends otherwise than by a stay. */
  readonly madeOn: string
  readonly calledOffOn: string
  readonly arrival: string
  readonly departure: string
  /** The type paid for, and the one that the room is of. */
  readonly sold: TypeCode
  readonly given: TypeCode
  readonly market: Market
  readonly nationality: string
  readonly adults: number
  readonly children: number
  /** The price of each night; of the day, for day use. */
  readonly nightlyMinor: readonly number[]
}

/** A year back, and until half a year ahead; the first weeks fill the house. */
const daysBack = 365
const daysAhead = 183

/**
 * All bookings for arrivals around a day, with those of guests who come filling the house as full as the season wants
 * it. Stays are made day by day and room by room that is left, so that they always fit into the house.
 */
export function makeDemand(today: string, random: Random): readonly Demand[] {
  const from = addDays(today, -daysBack - rampDays)
  const until = addDays(today, daysAhead)
  const demand: Demand[] = []
  const draw = drawer(yearsOf(today), random)
  const departures = new Map<TypeCode, string[]>(typeCodes.map((code) => [code, []]))
  for (let day = from, count = 0; day <= until; day = addDays(day, 1), count += 1) {
    const filling = Math.min(1, (count + 1) / rampDays)
    const group = { nights: random.between(2, 5), nationality: random.weighted(nationalities) }
    for (const code of typeCodes) {
      const inHouse = (departures.get(code) ?? []).filter((departure) => departure > day)
      const rooms = roomsOfType(code).length
      const wanted = Math.floor(
        rooms * Math.min(0.95, filling * occupancyOn(day, today) * (0.94 + random.next() * 0.12)),
      )
      while (inHouse.length < wanted) {
        const stay = draw(day, code, 'comes', group)
        demand.push(stay)
        if (stay.departure > day) inHouse.push(stay.departure)
        demand.push(...lost(stay, random).map((fate) => draw(day, code, fate, group)))
      }
      departures.set(code, inHouse)
    }
  }
  return demand
}

/** The house fills over this many days, so that not everybody leaves together ever after. */
const rampDays = 18

const occupancyByMonth: readonly number[] = [
  0.62, 0.66, 0.72, 0.8, 0.85, 0.9, 0.93, 0.95, 0.91, 0.82, 0.69, 0.64,
]

/**
 * How full the house wants to be. Friday and Saturday nights are sought after, Sunday nights are not; and whatever the
 * season, whoever tries the hotel today finds something to do.
 */
function occupancyOn(day: string, today: string): number {
  const ofMonth = occupancyByMonth[Number(day.slice(5, 7)) - 1] ?? 0.8
  const ofWeekday = [0.95, 0.97, 0.98, 1, 1.02, 1.05, 1.05][dayOfWeek(day)] ?? 1
  const least = day === today || day === addDays(today, 1) ? 0.85 : 0.6
  return Math.min(0.95, Math.max(least, ofMonth * ofWeekday))
}

/** The bookings lost for one that comes: as many as are cancelled, or not claimed, of bookings made as early. */
function lost(stay: Demand, random: Random): readonly Fate[] {
  const lead = leadOf(stay)
  const share = cancelled[stay.market][leadClasses.findIndex((upTo) => lead <= upTo)] ?? 0
  const missing = noShows[stay.market]
  const fates: Fate[] = []
  for (let odds = share / (1 - share); odds > 0; odds -= 1) if (random.chance(odds)) fates.push('cancels')
  if (random.chance(missing / (1 - missing))) fates.push('no_show')
  return fates
}

function leadOf({ madeOn, arrival }: Demand): number {
  return (Date.parse(arrival) - Date.parse(madeOn)) / 86_400_000
}

type Draw = (day: string, code: TypeCode, fate: Fate, group: GroupOfDay) => Demand

/** Groups that arrive on one day travel together: they are of one country and stay as long as each other. */
interface GroupOfDay {
  readonly nights: number
  readonly nationality: string
}

function drawer(years: readonly number[], random: Random): Draw {
  const rates = new Map(typeCodes.map((code) => [code, ratesOf(code, years)]))
  let number = 0
  return (day, given, fate, group) => {
    number += 1
    const season = seasonOf(day)
    const market = random.weighted(markets)
    const lead = Math.round(quantileOf(leadDays[market], random))
    const nights = market === 'group' ? group.nights : random.weighted(nightsSlept[season])
    const [adults, children] = drawParty(given, season, random)
    const sold = given === 'SUP' && adults + children <= 2 && random.chance(0.12) ? 'STD' : given
    const departure = addDays(day, nights)
    const rate = rates.get(sold)
    if (rate === undefined) throw new Error(`no rates for ${sold}`)
    const guests = adults + children
    const full =
      nights === 0
        ? [Math.round(priceOfNight(day, guests, rate) / 2)]
        : nightlyPrices(day, departure, guests, rate).map(({ amountMinor }) => amountMinor)
    const discount = random.pick(discounts[market])
    const notice = Math.round(lead * quantileOf(cancelNotice, random))
    return {
      bookingId: idOf(`booking ${number}`),
      fate,
      madeOn: addDays(day, -lead),
      calledOffOn: fate === 'cancels' ? laterOf(addDays(day, -notice), addDays(day, -lead)) : day,
      arrival: day,
      departure,
      sold,
      given,
      market,
      nationality: market === 'group' ? group.nationality : random.weighted(nationalities),
      adults,
      children,
      nightlyMinor: full.map((minor) => wholeEuros(minor * discount)),
    }
  }
}

/** What is paid of the house's own price. */
const discounts: Readonly<Record<Market, readonly number[]>> = {
  ota: [1, 1, 0.95, 0.9],
  direct: [1, 0.95],
  group: [0.8, 0.75],
  corporate: [0.88],
}

/** A party that such a room is for: families in the family rooms, and seldom a couple. */
function drawParty(code: TypeCode, season: Season, random: Random): readonly [number, number] {
  const { maxOccupancy, maxExtraBeds } = houseType(code)
  for (let tries = 0; tries < 30; tries += 1) {
    const party = random.weighted(parties[season])
    const guests = party[0] + party[1]
    if (guests > maxOccupancy + maxExtraBeds) continue
    const fits = guests > maxOccupancy ? 0.3 : code === 'FAM' && guests < 3 ? 0.12 : 1
    if (random.chance(fits)) return party
  }
  return [2, 0]
}

function quantileOf(tenths: readonly number[], random: Random): number {
  const place = random.next() * (tenths.length - 1)
  const below = tenths[Math.floor(place)] ?? 0
  const above = tenths[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

function seasonOf(day: string): Season {
  const month = Number(day.slice(5, 7))
  if (month === 7 || month === 8) return 'high'
  return month >= 4 && month <= 10 ? 'mid' : 'low'
}

/** The years that stays around a day reach into. */
export function yearsOf(today: string): readonly number[] {
  const first = Number(addDays(today, -daysBack - rampDays).slice(0, 4))
  const last = Number(addDays(today, daysAhead + 31).slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
