import type { Database } from 'better-sqlite3'
import type { BookingGuestsRow, DeskNotesRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

export function loadNote(db: Database, noteId: string): DeskNotesRow | undefined {
  return prepared<DeskNotesRow>(db, 'select * from desk_notes where id = ?').get(noteId)
}

export function loadBookingGuest(db: Database, bookingGuestId: string): BookingGuestsRow | undefined {
  return prepared<BookingGuestsRow>(db, 'select * from booking_guests where id = ?').get(bookingGuestId)
}
