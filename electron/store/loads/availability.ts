import type { Database } from 'better-sqlite3'
import { freeOnWorstNight } from '../../../shared/domain/room/availability.ts'
import { loadTypeNights, type TypeNightsQuestion } from '../reads/type-nights.ts'

/** Rooms of the type left on the worst night, stays without a room counted; below nought when overbooked. */
export function loadFreeOfType(db: Database, roomTypeId: string, question: TypeNightsQuestion): number {
  return freeOnWorstNight(
    question.arrival,
    question.departure,
    loadTypeNights(db, question).get(roomTypeId) ?? [],
  )
}
