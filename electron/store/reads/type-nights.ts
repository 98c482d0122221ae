import type { Database } from 'better-sqlite3'
import { addDays, nightsOf } from '../../../shared/domain/calendar/days.ts'
import type { TypeNight } from '../../../shared/domain/room/availability.ts'
import { prepared } from '../prepared.ts'
import { readTogether } from './read-together.ts'

export interface TypeNightsQuestion {
  readonly arrival: string
  /** Equal to the arrival for day use, which is answered for its day. */
  readonly departure: string
  /** The stay that asks: it does not count itself. */
  readonly exceptBookingId: string | null
  /** Another that is moved in the same step. */
  readonly alsoExceptBookingId?: string
  readonly businessDate: string
}

/** What there is and what is sold of each type on each night, by type: `freeOnWorstNight` says what is left. */
export function loadTypeNights(
  db: Database,
  question: TypeNightsQuestion,
): ReadonlyMap<string, readonly TypeNight[]> {
  const { arrival, departure } = question
  const isDayUse = arrival === departure
  const days = isDayUse ? [arrival] : nightsOf(arrival, departure)
  const parameters = {
    from: arrival,
    to: departure,
    before: addDays(arrival, -1),
    days: JSON.stringify(days),
    except: question.exceptBookingId,
    also: question.alsoExceptBookingId ?? null,
    today: question.businessDate,
  }
  return readTogether(db, () => {
    const sold = countBy(db, isDayUse ? soldForTheDay : soldNights, parameters)
    const overdue = countBy(db, overdueTonight, parameters)
    const outOfOrder = countBy(db, outOfOrderRooms, parameters)
    return new Map(
      prepared<{ id: string; rooms: number }>(db, typesAndRooms)
        .all()
        .map(({ id, rooms }) => [
          id,
          days.map((day) => ({
            night: day,
            rooms: rooms - outOfOrder(day, id),
            sold: sold(day, id) + overdue(day, id),
          })),
        ]),
    )
  })
}

type Count = (day: string, typeId: string) => number

function countBy(db: Database, sql: string, parameters: Readonly<Record<string, string | null>>): Count {
  const counts = new Map(
    prepared<{ day: string; typeId: string; count: number }>(db, sql)
      .all(parameters)
      .map(({ day, typeId, count }) => [`${day} ${typeId}`, count]),
  )
  return (day, typeId) => counts.get(`${day} ${typeId}`) ?? 0
}

const typesAndRooms = `
select t.id, count(r.id) as rooms
from room_types t
left join rooms r on r.room_type_id = t.id and r.is_active = 1
group by t.id`

const outOfOrderRooms = `
select d.value as day, r.room_type_id as typeId, count(distinct r.id) as count
from room_blocks k
join rooms r on r.id = k.room_id and r.is_active = 1
join json_each(@days) d on d.value >= k.starts_on and d.value < k.ends_on
where k.kind = 'out_of_order' and k.released_at is null
group by day, typeId`

// a room given counts for the type it is of, a stay without one for the type it was sold
const soldNights = `
select n.night as day, coalesce(r.room_type_id, n.room_type_id) as typeId, count(*) as count
from booking_nights n
left join rooms r on r.id = n.room_id
where n.holds_room = 1 and n.night >= @from and n.night < @to and n.booking_id is not @except and n.booking_id is not @also
group by day, typeId`

// day use wants a room in which nobody stays over, and no other day guest
const soldForTheDay = `
select @from as day, typeId, sum(count) as count
from (
  select coalesce(r.room_type_id, n.room_type_id) as typeId, count(*) as count
  from booking_nights n
  join booking_nights p on p.booking_id = n.booking_id and p.night = @before and p.holds_room = 1
    and p.room_id is n.room_id
  left join rooms r on r.id = n.room_id
  where n.holds_room = 1 and n.night = @from and n.booking_id is not @except and n.booking_id is not @also
  group by typeId
  union all
  select coalesce(r.room_type_id, b.room_type_id) as typeId, count(*) as count
  from bookings b
  left join rooms r on r.id = b.room_id
  where b.check_in_date = b.check_out_date and b.check_in_date = @from and b.id is not @except and b.id is not @also
    and b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in')
  group by typeId
)
group by typeId`

// guests past their departure hold no night of their own, and are in a room all the same; the plus keeps this from
// walking through all who ever left, as those in house have an index of their own
const overdueTonight = `
select @today as day, r.room_type_id as typeId, count(*) as count
from bookings b
join rooms r on r.id = b.room_id
where b.status = 'checked_in' and +b.check_out_date < @today and b.id is not @except and b.id is not @also
group by typeId`
