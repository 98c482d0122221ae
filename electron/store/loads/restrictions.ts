import type { Database } from 'better-sqlite3'
import type { Restriction } from '../../../shared/domain/rate/restrictions.ts'
import { prepared } from '../prepared.ts'

/** The rules of sale that touch a stay's days, those of the seasons of the default plan among them. */
export function listRestrictions(
  db: Database,
  stay: { readonly arrival: string; readonly departure: string },
): readonly Restriction[] {
  return prepared<RestrictionRow>(db, selectRestrictions)
    .all({ from: stay.arrival, to: stay.departure })
    .map((row) => ({
      ...row,
      closedToArrival: row.closedToArrival === 1,
      closedToDeparture: row.closedToDeparture === 1,
      stopSell: row.stopSell === 1,
    }))
}

interface RestrictionRow extends Omit<Restriction, 'closedToArrival' | 'closedToDeparture' | 'stopSell'> {
  readonly closedToArrival: 0 | 1
  readonly closedToDeparture: 0 | 1
  readonly stopSell: 0 | 1
}

const selectRestrictions = `
select room_type_id as roomTypeId, starts_on as startsOn, ends_on as endsOn, min_nights as minNights,
  max_nights as maxNights, closed_to_arrival as closedToArrival, closed_to_departure as closedToDeparture,
  stop_sell as stopSell
from rate_restrictions
where starts_on <= @to and ends_on > @from
union all
select s.room_type_id, s.starts_on, s.ends_on, s.min_nights, null, 0, 0, 0
from rate_seasons s
join rate_plans p on p.id = s.rate_plan_id
where p.is_default = 1 and p.is_active = 1 and s.min_nights > 1 and s.starts_on <= @to and s.ends_on > @from`
