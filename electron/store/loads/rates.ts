import type { Database } from 'better-sqlite3'
import type { Rates } from '../../../shared/domain/rate/nightly-price.ts'
import type { RoomTypesRow, RoomsRow } from '../../../shared/protocol/rows.ts'
import { listTypesOnSale } from '../reads/room-types.ts'

/** What a type costs under the default rate plan, and a room of it where that has a price of its own. */
export function loadRates(db: Database, type: RoomTypesRow, room: RoomsRow | null): Rates {
  const onSale = listTypesOnSale(db).find(({ roomTypeId }) => roomTypeId === type.id)
  const rates = onSale?.rates ?? retiredRates(type)
  return {
    ...rates,
    maxOccupancy: room?.max_occupancy ?? rates.maxOccupancy,
    roomBaseMinor: room?.base_rate ?? null,
  }
}

/** A type that is sold no more may still have guests in it, who stay on. */
function retiredRates(type: RoomTypesRow): Rates {
  return {
    baseMinor: type.base_rate,
    weekendMinor: null,
    extraBedMinor: type.extra_bed_rate,
    maxOccupancy: type.max_occupancy,
    seasons: [],
    roomBaseMinor: null,
    weekendNights: [],
  }
}
