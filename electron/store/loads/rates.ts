import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Rates } from '../../../shared/domain/rate/nightly-price.ts'
import type { RateSeasonsRow, RoomTypesRow, RoomsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'
import { loadHotel } from '../reads/hotel.ts'

/** What a type costs under the default rate plan, and a room of it where that has a price of its own. */
export function loadRates(db: Database, type: RoomTypesRow, room: RoomsRow | null): Rates {
  const seasons = prepared<RateSeasonsRow>(
    db,
    `select s.* from rate_seasons s join rate_plans p on p.id = s.rate_plan_id
      where p.is_default = 1 and p.is_active = 1 and s.room_type_id = ?`,
  ).all(type.id)
  return {
    baseMinor: type.base_rate,
    weekendMinor: type.weekend_rate,
    extraBedMinor: type.extra_bed_rate,
    maxOccupancy: room?.max_occupancy ?? type.max_occupancy,
    seasons: seasons.map((season) => ({
      startsOn: season.starts_on,
      endsOn: season.ends_on,
      baseMinor: season.base_rate,
      weekendMinor: season.weekend_rate,
      extraBedMinor: season.extra_bed_rate,
    })),
    roomBaseMinor: room?.base_rate ?? null,
    weekendNights: loadWeekendNights(db),
  }
}

const daysOfWeek = z.array(z.int().min(0).max(6))

function loadWeekendNights(db: Database): readonly number[] {
  const hotel = loadHotel(db)
  return hotel === null ? [] : daysOfWeek.parse(JSON.parse(hotel.weekend_nights))
}
