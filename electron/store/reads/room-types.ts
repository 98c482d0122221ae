import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Rates, Season } from '../../../shared/domain/rate/nightly-price.ts'
import { prepared } from '../prepared.ts'
import { readTogether } from './read-together.ts'

/** A type of room as it is sold. */
export interface TypeOnSale {
  readonly roomTypeId: string
  readonly code: string
  readonly name: string
  readonly maxOccupancy: number
  readonly maxExtraBeds: number
  /** Under the default rate plan; for any of its rooms. */
  readonly rates: Rates
}

/** The types in use, in the hotel's own order. */
export function listTypesOnSale(db: Database): readonly TypeOnSale[] {
  return readTogether(db, () => {
    const weekendNights = loadWeekendNights(db)
    return prepared<TypeRow>(db, selectTypes)
      .all()
      .map(({ baseMinor, weekendMinor, extraBedMinor, ...type }) => ({
        ...type,
        rates: {
          baseMinor,
          weekendMinor,
          extraBedMinor,
          maxOccupancy: type.maxOccupancy,
          seasons: prepared<Season>(db, selectSeasons).all(type.roomTypeId),
          roomBaseMinor: null,
          weekendNights,
        },
      }))
  })
}

interface TypeRow extends Omit<TypeOnSale, 'rates'> {
  readonly baseMinor: number
  readonly weekendMinor: number | null
  readonly extraBedMinor: number
}

const selectTypes = `
select id as roomTypeId, code, name, max_occupancy as maxOccupancy, max_extra_beds as maxExtraBeds,
  base_rate as baseMinor, weekend_rate as weekendMinor, extra_bed_rate as extraBedMinor
from room_types
where is_active = 1
order by display_order, code`

const selectSeasons = `
select s.starts_on as startsOn, s.ends_on as endsOn, s.base_rate as baseMinor, s.weekend_rate as weekendMinor,
  s.extra_bed_rate as extraBedMinor
from rate_seasons s
join rate_plans p on p.id = s.rate_plan_id
where p.is_default = 1 and p.is_active = 1 and s.room_type_id = ?
order by s.starts_on`

const daysOfWeek = z.array(z.int().min(0).max(6))

/** 0 Sunday to 6 Saturday. */
export function loadWeekendNights(db: Database): readonly number[] {
  const row = prepared<{ nights: string }>(db, 'select weekend_nights as nights from hotel_settings').get()
  return row === undefined ? [] : daysOfWeek.parse(JSON.parse(row.nights))
}
