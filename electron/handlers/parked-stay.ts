import type { Database } from 'better-sqlite3'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import { loadRoom } from '../store/loads/room.ts'
import { findHolder, loadSide } from '../store/reads/conflict-side.ts'

/** The room that a stay was sold and somebody else has; null for a stay that has what it was sold. */
export function findParked(
  db: Database,
  booking: BookingsRow,
): { readonly wantedRoom: string; readonly holder: string | null } | null {
  const { wanted_room_id: wanted, status } = booking
  if (wanted === null || !holdsRoom(status)) return null
  const holderId = findHolder(db, booking.id, wanted)
  const holder = holderId === null ? undefined : loadSide(db, holderId)
  return {
    wantedRoom: loadRoom(db, wanted)?.room_number ?? '',
    holder: holder === undefined ? null : `${holder.guestName}, ${holder.code}`,
  }
}
