import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/** The types and rooms of the house by the names that they have. */
export function loadVocabulary(db: Database) {
  return {
    types: prepared<{ roomTypeId: string; code: string; name: string; beds: string }>(
      db,
      `select id as roomTypeId, code, name, coalesce(bed_configuration, '') as beds
       from room_types where is_active = 1 order by display_order, code`,
    ).all(),
    rooms: prepared<{ roomId: string; roomNumber: string; roomTypeId: string }>(
      db,
      `select id as roomId, room_number as roomNumber, room_type_id as roomTypeId from rooms where is_active = 1`,
    ).all(),
  }
}
