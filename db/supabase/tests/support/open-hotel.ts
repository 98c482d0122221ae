import { afterAll } from 'vitest'

import { openTestDatabase, type TestDatabase } from './database.ts'
import { buildHotel, type Hotel } from './hotel.ts'

export interface OpenHotel {
  readonly db: TestDatabase
  readonly hotel: Hotel
  /** Somebody at its front desk. */
  readonly actor: string
}

/** A database with a hotel in it for all tests of the file that asks, until the last of them is over. */
export async function openHotel(): Promise<OpenHotel> {
  const db = await openTestDatabase()
  afterAll(async () => await db.stop())
  const hotel = await buildHotel(db)
  return { db, hotel, actor: hotel.staff.front_desk }
}
