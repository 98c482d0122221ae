import { assignRoom as judgeRoom } from '../../shared/domain/stay/assign-room.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { loadBooking, loadNights, stayOf } from '../store/loads/booking.ts'
import { isRoomFree, loadRoom, loadRoomOffer } from '../store/loads/room.ts'
import { refuse } from './refuse.ts'
import { isSureOfRoom } from './sure-of-room.ts'

interface Facts {
  readonly sure: boolean
}

/** Gives a room, or another one, to a stay that has not begun. */
export const assignRoom: DeskCommand<'booking.assignRoom', Facts> = {
  name: 'booking.assignRoom',

  judge: (db, input, desk) => {
    const { businessDate } = desk
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
    if (!judged.ok) return refuse(judged.error)
    const typeId = loadRoom(db, input.roomId)?.room_type_id ?? booking.room_type_id
    if (typeId !== booking.room_type_id) {
      // an upgrade takes a room that others of that type may have been sold
      const free = loadFreeOfType(db, typeId, { ...stay, exceptBookingId: booking.id, businessDate })
      if (free < 1) return refuse({ code: 'no_room_of_type' })
    }
    const sure = isSureOfRoom(db, { ...stay, roomId: input.roomId }, desk)
    return sure.ok ? ok({ sure: sure.value }) : sure
  },

  run: (tx, { input, facts }, { businessDate }) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    const question = { ...stayOf(booking), roomId: input.roomId, exceptBookingId: booking.id, businessDate }
    if (!isRoomFree(tx.db, question)) return refuse({ code: 'room_not_available' })
    tx.update('bookings', booking.id, {
      room_id: input.roomId,
      wanted_room_id: null,
      to_be_confirmed: facts.sure ? 0 : 1,
    })
    for (const night of loadNights(tx.db, booking.id)) {
      if (night.holds_room === 1) tx.update('booking_nights', night.id, { room_id: input.roomId })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
