import type pg from 'pg'
import { laterOf } from '../../shared/domain/calendar/days.ts'
import { dateIn } from '../load/instants.ts'
import type { HotelSoFar } from './hotel-so-far.ts'
import type { ListedStay } from './listed-stay.ts'
import type { Profile } from './profile.ts'
import { leftOn } from './standing.ts'

export type HotelRefusal =
  | { readonly code: 'currency_differs'; readonly list: string; readonly hotel: string }
  /** The hotel is at another day than the one asked for, which may be closed already. */
  | { readonly code: 'day_differs'; readonly asOf: string; readonly businessDate: string }
  /** The list tells of what, for this hotel, has not happened yet. */
  | { readonly code: 'list_is_ahead'; readonly until: string; readonly businessDate: string }

/** Why a list cannot be loaded into this hotel, or null when it can. */
export function findHotelRefusal(
  hotel: HotelSoFar,
  profile: Profile,
  list: readonly ListedStay[],
  asOf: string | null,
): HotelRefusal | null {
  if (!hotel.isUntouched && hotel.currency !== profile.hotel.currency) {
    return { code: 'currency_differs', list: profile.hotel.currency, hotel: hotel.currency }
  }
  const { businessDate, lastClosedDay } = hotel
  if (asOf !== null) {
    if (businessDate !== null && asOf !== businessDate) return { code: 'day_differs', asOf, businessDate }
    const isClosed = lastClosedDay !== null && asOf <= lastClosedDay
    return isClosed ? { code: 'day_differs', asOf, businessDate: lastClosedDay } : null
  }
  const until = lastEvent(list)
  if (businessDate !== null && until !== null && until > businessDate) {
    return { code: 'list_is_ahead', until, businessDate }
  }
  return null
}

/** A hotel that nobody has set up becomes the one the list is of. */
export async function setUpHotel(
  client: pg.ClientBase,
  hotel: HotelSoFar,
  profile: Profile,
): Promise<HotelSoFar> {
  if (!hotel.isUntouched) return hotel
  const { name, timeZone, currency, country, city } = profile.hotel
  await client.query(
    `update public.hotel_settings set hotel_name = $1, time_zone = $2, currency = $3, country = $4, city = $5`,
    [name, timeZone, currency, country ?? null, city ?? null],
  )
  return { ...hotel, name, timeZone, currency }
}

/**
 * A hotel without a day begins the one asked for, otherwise today's: or, where the list goes on beyond today, the last
 * day it tells of. Returns the day that is open.
 */
export async function openDay(
  client: pg.ClientBase,
  hotel: HotelSoFar,
  list: readonly ListedStay[],
  asOf: string | null,
  now: Date,
): Promise<string> {
  if (hotel.businessDate !== null) return hotel.businessDate
  const today = dateIn(hotel.timeZone, now)
  const businessDate = asOf ?? laterOf(today, lastEvent(list) ?? today)
  await client.query('insert into public.business_days (business_date) values ($1)', [businessDate])
  return businessDate
}

/** The last day on which, by the list, something happened. */
function lastEvent(list: readonly ListedStay[]): string | null {
  return list.reduce<string | null>((last, stay) => {
    const event = eventOf(stay)
    return event === null || (last !== null && last >= event) ? last : event
  }, null)
}

function eventOf(stay: ListedStay): string | null {
  if (stay.status === 'checked_out') return leftOn(stay)
  if (stay.status === 'checked_in') return stay.arrival
  return stay.statusDate ?? stay.bookedOn
}
