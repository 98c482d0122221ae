import type { Database } from 'better-sqlite3'
import type { HotelSettingsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** The hotel's open day, or null before the mirror knows one. Never the calendar's. */
export function loadBusinessDate(db: Database): string | null {
  return (
    prepared<{ date: string }>(
      db,
      `select business_date as date from business_days where status = 'open' order by business_date limit 1`,
    ).get()?.date ?? null
  )
}

/** The hotel's name, address, zone, currency and house times, or null before the mirror has them. */
export function loadHotel(db: Database): HotelSettingsRow | null {
  return prepared<HotelSettingsRow>(db, 'select * from hotel_settings limit 1').get() ?? null
}
