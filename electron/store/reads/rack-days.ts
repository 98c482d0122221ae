import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { priceOfNight } from '../../../shared/domain/rate/nightly-price.ts'
import { readTogether } from './read-together.ts'
import { listTypesOnSale } from './room-types.ts'
import { loadTypeNights } from './type-nights.ts'

/** The figures over the rack: a figure a day from the first. */
export interface RackDays {
  readonly from: string
  readonly house: readonly { readonly free: number; readonly occupancyPercent: number }[]
  readonly types: readonly {
    readonly roomTypeId: string
    readonly free: readonly number[]
    readonly priceMinor: readonly number[]
  }[]
}

/** What is left of each type and of the house on each day, and what one guest would pay for that night. */
export function loadRackDays(db: Database, from: string, days: number, businessDate: string): RackDays {
  return readTogether(db, () => {
    const question = { arrival: from, departure: addDays(from, days), exceptBookingId: null, businessDate }
    const nightsOf = loadTypeNights(db, question)
    const dates = Array.from({ length: days }, (_, index) => addDays(from, index))
    const house = dates.map(() => ({ rooms: 0, sold: 0 }))
    for (const nights of nightsOf.values())
      nights.forEach(({ rooms, sold }, index) => {
        const day = house[index]
        if (day === undefined) return
        day.rooms += rooms
        day.sold += sold
      })
    return {
      from,
      house: house.map(({ rooms, sold }) => ({
        free: rooms - sold,
        occupancyPercent: rooms === 0 ? 0 : Math.round((sold * 100) / rooms),
      })),
      types: listTypesOnSale(db).map(({ roomTypeId, rates }) => ({
        roomTypeId,
        free: (nightsOf.get(roomTypeId) ?? []).map(({ rooms, sold }) => rooms - sold),
        priceMinor: dates.map((date) => priceOfNight(date, 1, rates)),
      })),
    }
  })
}
