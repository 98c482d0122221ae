import type { Database } from 'better-sqlite3'
import { freeOnWorstNight } from '../../../shared/domain/room/availability.ts'
import { prepared } from '../prepared.ts'
import { readTogether } from './read-together.ts'
import { loadTypeNights } from './type-nights.ts'

export interface WaitingRecord {
  readonly entryId: string
  readonly guestId: string
  readonly guestName: string
  readonly phone: string
  readonly roomTypeId: string | null
  readonly roomTypeCode: string | null
  readonly arrival: string
  readonly departure: string
  readonly adults: number
  readonly children: number
  readonly notes: string
  readonly createdAt: string
  readonly canBeBooked: boolean
}

/** Who waits for something to come free, the earliest arrival first, then who has waited longest. */
export function listWaiting(db: Database, businessDate: string): readonly WaitingRecord[] {
  return readTogether(db, () =>
    prepared<Omit<WaitingRecord, 'canBeBooked'>>(db, selectWaiting)
      .all(businessDate)
      .map((entry) => ({ ...entry, canBeBooked: isAnyLeft(db, entry, businessDate) })),
  )
}

function isAnyLeft(
  db: Database,
  { arrival, departure, roomTypeId }: Omit<WaitingRecord, 'canBeBooked'>,
  businessDate: string,
): boolean {
  const types = loadTypeNights(db, { arrival, departure, exceptBookingId: null, businessDate })
  return [...types].some(
    ([typeId, nights]) =>
      (roomTypeId === null || roomTypeId === typeId) && freeOnWorstNight(arrival, departure, nights) > 0,
  )
}

const selectWaiting = `
select w.id as entryId, c.id as guestId, c.full_name as guestName, coalesce(c.phone, '') as phone,
  w.room_type_id as roomTypeId, t.code as roomTypeCode, w.arrival, w.departure, w.adults, w.children,
  coalesce(w.notes, '') as notes, w.created_at as createdAt
from waitlist_entries w
join customers c on c.id = w.customer_id
left join room_types t on t.id = w.room_type_id
where w.status = 'waiting' and w.arrival >= ?
order by w.arrival, w.created_at, w.id`
