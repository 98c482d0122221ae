import { v5 } from 'uuid'
import type { HotelSoFar } from './hotel-so-far.ts'
import type { ListedStay } from './listed-stay.ts'
import { importNamespace } from './read-stay.ts'

export interface NewRoomType {
  readonly roomTypeId: string
  readonly code: string
  readonly baseRateMinor: number
  readonly maxOccupancy: number
}

export interface RoomTypePlan {
  readonly newTypes: readonly NewRoomType[]
  readonly idOf: ReadonlyMap<string, string>
}

/**
 * The room types that the stays name and the hotel lacks. What such a type costs and how many sleep in it is read off
 * the whole list: the middle one of its prices, and a party that only one in a hundred exceeds.
 */
export function planRoomTypes(
  stays: readonly ListedStay[],
  list: readonly ListedStay[],
  hotel: HotelSoFar,
): RoomTypePlan {
  const codes = new Set(stays.flatMap(({ soldType, givenType }) => [soldType, givenType]))
  const newTypes = [...codes]
    .filter((code) => !hotel.roomTypes.has(code))
    .toSorted()
    .map((code) => newRoomType(code, list))
  const idOf = new Map([
    ...hotel.roomTypes,
    ...newTypes.map((type): [string, string] => [type.code, type.roomTypeId]),
  ])
  return { newTypes, idOf }
}

function newRoomType(code: string, list: readonly ListedStay[]): NewRoomType {
  const parties = list
    .filter(({ givenType, status }) => givenType === code && status !== 'cancelled' && status !== 'no_show')
    .map(({ adults, children }) => adults + children)
  const sold = list.filter(({ soldType }) => soldType === code)
  // a type that is given and never sold costs what its guests pay
  const given = list.filter(({ givenType }) => givenType === code)
  return {
    roomTypeId: v5(`room type ${code}`, importNamespace),
    code,
    baseRateMinor: middlePrice(sold) ?? middlePrice(given) ?? middlePrice(list) ?? 0,
    maxOccupancy: quantile(parties, 0.99) ?? 2,
  }
}

function middlePrice(stays: readonly ListedStay[]): number | undefined {
  const prices = stays.flatMap(({ nightlyMinor }) => nightlyMinor.slice(0, 1)).filter((price) => price > 0)
  return quantile(prices, 0.5)
}

function quantile(values: readonly number[], part: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)]
}
