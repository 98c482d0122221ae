import { assignRoom as judgeRoom } from '../../shared/domain/stay/assign-room.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBooking, loadNights, stayOf } from '../store/loads/booking.ts'
import { isRoomFree, loadRoomOffer } from '../store/loads/room.ts'
import { refuse } from './refuse.ts'

/** Gives a room, or another one, to a stay that has not begun. */
export const assignRoom: DeskCommand<'booking.assignRoom', null> = {
  name: 'booking.assignRoom',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const stay = stayOf(booking)
    const offer = loadRoomOffer(db, {
      ...stay,
      roomId: input.roomId,
      exceptBookingId: booking.id,
      businessDate,
    })
    if (offer === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    const judged = judgeRoom(stay, booking, offer)
    return judged.ok ? ok(null) : refuse(judged.error)
  },

  run: (tx, { input }, { businessDate }) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    const question = { ...stayOf(booking), roomId: input.roomId, exceptBookingId: booking.id, businessDate }
    if (!isRoomFree(tx.db, question)) return refuse({ code: 'room_not_available' })
    tx.update('bookings', booking.id, { room_id: input.roomId, wanted_room_id: null })
    for (const night of loadNights(tx.db, booking.id)) {
      if (night.holds_room === 1) tx.update('booking_nights', night.id, { room_id: input.roomId })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
