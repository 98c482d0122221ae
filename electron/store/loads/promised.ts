import type { Database } from 'better-sqlite3'
import type { BookingsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** Who is expected in a guest's room on the day on which that guest leaves. */
export function loadPromised(
  db: Database,
  booking: BookingsRow,
): { readonly bookingId: string; readonly bookingCode: string; readonly guestName: string } | null {
  return (
    prepared<{ bookingId: string; bookingCode: string; guestName: string }>(
      db,
      `select b.id as bookingId, b.booking_code as bookingCode, c.full_name as guestName
       from bookings b join customers c on c.id = b.customer_id
       where b.room_id = @roomId and b.check_in_date = @day and b.id <> @bookingId
         and b.status in ('pending', 'confirmed', 'guaranteed')
       limit 1`,
    ).get({ roomId: booking.room_id, day: booking.check_out_date, bookingId: booking.id }) ?? null
  )
}
