import type { Database } from 'better-sqlite3'
import type { BusinessDaysRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

export function loadOpenDay(db: Database): BusinessDaysRow | undefined {
  return prepared<BusinessDaysRow>(
    db,
    `select * from business_days where status = 'open' order by business_date limit 1`,
  ).get()
}

/** Stays in house with a night up to this day that is not on the folio yet. */
export function listUnposted(db: Database, businessDate: string): readonly UnpostedStay[] {
  return prepared<UnpostedStay>(
    db,
    `select b.id as bookingId, count(*) as nights, sum(n.amount) as amountMinor
     from bookings b
     join booking_nights n on n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date
       and n.night <= ?
     where b.status = 'checked_in' and not exists (
       select 1 from transactions x
       where x.booking_night_id = n.id and x.type = 'room_charge' and x.reverses_id is null
     )
     group by +b.id`,
  )
    .all(businessDate)
    .toSorted((a, b) => (a.bookingId < b.bookingId ? -1 : 1))
}

export interface UnpostedStay {
  readonly bookingId: string
  readonly nights: number
  readonly amountMinor: number
}

/** In house on this day, and due out by then. */
export function listDueOut(db: Database, businessDate: string): readonly string[] {
  return prepared<{ id: string }>(
    db,
    `select id from bookings where status = 'checked_in' and +check_out_date <= ?`,
  )
    .all(businessDate)
    .map(({ id }) => id)
    .toSorted()
}

/** Was due in by this day and has not come. */
export function listNotArrived(db: Database, businessDate: string): readonly string[] {
  return prepared<{ id: string }>(
    db,
    `select id from bookings
     where status in ('pending', 'confirmed', 'guaranteed') and check_in_date <= @today
       and (check_out_date > @today or check_in_date = @today)`,
  )
    .all({ today: businessDate })
    .map(({ id }) => id)
    .toSorted()
}

/** Money that waits for somebody to say whose it is. */
export function countMoneyConflicts(db: Database): number {
  return (
    prepared<{ count: number }>(
      db,
      `select count(*) as count from sync_conflicts
       where status = 'open' and (kind = 'suspense' or table_name in ('payments', 'transactions', 'invoices'))`,
    ).get()?.count ?? 0
  )
}

/** Rooms that are ready, that nobody is in, and that were last cleaned before a day. */
export function listLongVacant(db: Database, before: string): readonly string[] {
  return prepared<{ id: string }>(
    db,
    `select r.id from rooms r
     where r.is_active = 1 and r.housekeeping_status in ('clean', 'inspected') and r.last_cleaned < ?
       and not exists (select 1 from bookings b where b.status = 'checked_in' and b.room_id = r.id)
     order by r.id`,
  )
    .all(`${before}T00:00:00.000Z`)
    .map(({ id }) => id)
}

/** May this terminal end the day without a line? */
export function mayRollAlone(db: Database, terminalId: string): boolean {
  return prepared(db, 'select 1 from hotel_settings where roll_terminal_id = ?').get(terminalId) !== undefined
}
