import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import type { CustomersRow } from '../../../shared/protocol/rows.ts'
import { loadGuest } from '../loads/guest.ts'
import { prepared } from '../prepared.ts'
import { readTogether } from './read-together.ts'
import { unsentRow } from './unsent.ts'

export interface GuestStay {
  readonly bookingId: string
  readonly code: string
  readonly status: BookingStatus
  readonly arrival: string
  readonly departure: string
  readonly roomNumber: string | null
  readonly balanceMinor: number
}

export interface GuestRecord {
  readonly row: CustomersRow
  readonly preferences: Record<string, string>
  readonly tags: string[]
  readonly mergedFrom: readonly string[]
  readonly stays: readonly GuestStay[]
  readonly staysCount: number
  readonly spentMinor: number
  readonly unsent: boolean
}

/** As many as a profile shows. */
const mostStays = 50

/** All that is on record of a guest here; of one that was merged, of who they became. */
export function loadGuestRecord(db: Database, guestId: string): GuestRecord | null {
  return readTogether(db, () => {
    const row = loadGuest(db, guestId)
    if (row === undefined) return null
    const sums = prepared<{ stays: number; spent: number; unsent: 0 | 1 }>(db, selectSums).get({ id: row.id })
    return {
      row,
      preferences: texts.parse(JSON.parse(row.preferences)),
      tags: list.parse(JSON.parse(row.tags)),
      mergedFrom: prepared<{ id: string }>(db, 'select id from customers where merged_into = ? order by id')
        .all(row.id)
        .map(({ id }) => id),
      stays: prepared<GuestStay>(db, selectStays).all({ id: row.id, most: mostStays }),
      staysCount: sums?.stays ?? 0,
      spentMinor: sums?.spent ?? 0,
      unsent: sums?.unsent === 1,
    }
  })
}

const list = z.array(z.string())
/** Preferences that came from elsewhere may hold more than text. */
const texts = z.record(
  z.string(),
  z.json().transform((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
)

const selectSums = `
select count(*) filter (where b.status = 'checked_out') as stays,
  coalesce(sum((
    select sum(x.amount) from transactions x
    where x.booking_id = b.id and x.type not in ('payment', 'refund')
  )) filter (where b.status = 'checked_out'), 0) as spent,
  ${unsentRow('customers', '@id')} as unsent
from bookings b where b.customer_id = @id`

const selectStays = `
select b.id as bookingId, b.booking_code as code, b.status, b.check_in_date as arrival, b.check_out_date as departure,
  r.room_number as roomNumber,
  (select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = b.id) as balanceMinor
from bookings b left join rooms r on r.id = b.room_id
where b.customer_id = @id
order by b.check_in_date desc, b.booking_code
limit @most`
