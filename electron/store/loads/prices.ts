import type { Database } from 'better-sqlite3'
import { priceOfNight } from '../../../shared/domain/rate/nightly-price.ts'
import { loadRates } from './rates.ts'
import { loadRoom, loadRoomType } from './room.ts'

/** What nights of a type cost now, by the night; a room of that type with a price of its own costs that. */
export function loadPricing(
  db: Database,
  roomTypeId: string,
  roomId: string | null,
  guests: number,
): ((night: string) => number) | null {
  const type = loadRoomType(db, roomTypeId)
  if (type === undefined) return null
  const room = roomId === null ? undefined : loadRoom(db, roomId)
  const rates = loadRates(db, type, room?.room_type_id === type.id ? room : null)
  return (night) => priceOfNight(night, guests, rates)
}
