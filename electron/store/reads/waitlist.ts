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
  readonly vip: boolean
  readonly canBeBooked: boolean
  readonly free: { readonly roomTypeId: string; readonly code: string; readonly count: number }[]
}

interface WaitingRow extends Omit<WaitingRecord, 'vip' | 'canBeBooked' | 'free'> {
  readonly vip: 0 | 1
}

/** Who waits for something to come free: the earliest arrival first, then who is important, then who has waited longest. */
export function listWaiting(db: Database, businessDate: string): readonly WaitingRecord[] {
  return readTogether(db, () => {
    const entries = prepared<WaitingRow>(db, selectWaiting).all(businessDate)
    const nightsOf = typesBetween(db, entries, businessDate)
    const types = entries.length === 0 ? [] : prepared<SoldType>(db, selectTypes).all()
    return entries.map((entry) => {
      const free = freeTypes(entry, types, nightsOf(entry))
      return { ...entry, vip: entry.vip === 1, free, canBeBooked: free.length > 0 }
    })
  })
}

interface SoldType {
  readonly roomTypeId: string
  readonly code: string
}

type TypeNights = ReturnType<typeof loadTypeNights>

const noTypes: TypeNights = new Map()

/** What is left of each type, asked once for all who wait for nights; day use is counted in another way. */
function typesBetween(
  db: Database,
  entries: readonly WaitingRow[],
  businessDate: string,
): (entry: WaitingRow) => TypeNights {
  const ask = (arrival: string, departure: string) =>
    loadTypeNights(db, { arrival, departure, exceptBookingId: null, businessDate })
  const [first] = entries
  const last = entries.reduce((latest, { departure }) => (departure > latest ? departure : latest), '')
  const nights = first === undefined || last <= first.arrival ? noTypes : ask(first.arrival, last)
  return ({ arrival, departure }) => (arrival === departure ? ask(arrival, departure) : nights)
}

/** The types that would do and of which something is left on each of the nights. */
function freeTypes(
  { arrival, departure, roomTypeId }: WaitingRow,
  types: readonly SoldType[],
  nightsOf: TypeNights,
): WaitingRecord['free'] {
  return types
    .filter((type) => roomTypeId === null || roomTypeId === type.roomTypeId)
    .map((type) => ({
      ...type,
      count: freeOnWorstNight(arrival, departure, nightsOf.get(type.roomTypeId) ?? []),
    }))
    .filter(({ count }) => count > 0)
}

const selectTypes =
  'select id as roomTypeId, code from room_types where is_active = 1 order by display_order, code'

const selectWaiting = `
select w.id as entryId, c.id as guestId, c.full_name as guestName, coalesce(c.phone, '') as phone,
  w.room_type_id as roomTypeId, t.code as roomTypeCode, w.arrival, w.departure, w.adults, w.children,
  coalesce(w.notes, '') as notes, w.created_at as createdAt, c.vip_status as vip
from waitlist_entries w
join customers c on c.id = w.customer_id
left join room_types t on t.id = w.room_type_id
where w.status = 'waiting' and w.arrival >= ?
order by w.arrival, c.vip_status desc, w.created_at, w.id`
