import type { Database } from 'better-sqlite3'
import { loadHotel } from './hotel.ts'

/** Digits after the point of the hotel's money. */
export function minorDigitsOf(db: Database): number {
  const currency = loadHotel(db)?.currency ?? 'EUR'
  const money = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return money.maximumFractionDigits ?? 2
}
