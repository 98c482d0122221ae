import { instantOf } from '../../shared/kernel/clock.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { assignRoom } from '../commands/assign-room.ts'
import { cancel } from '../commands/cancel.ts'
import { checkIn } from '../commands/check-in.ts'
import { checkOut } from '../commands/check-out.ts'
import { createBooking } from '../commands/create-booking.ts'
import { setDeposit } from '../commands/deposit.ts'
import { undo } from '../commands/undo.ts'
import { walkIn } from '../commands/walk-in.ts'
import { refuse } from '../commands/refuse.ts'
import { checkStayDates } from '../../shared/domain/stay/booking-rules.ts'
import { listFreeRooms } from '../store/reads/free-rooms.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { bookingReply, doBookingCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'
import { quote } from './quote.ts'
import { withStanding } from './room-standing.ts'

type BookingCalls =
  | 'booking.get'
  | 'booking.quote'
  | 'booking.freeRooms'
  | 'booking.create'
  | 'booking.walkIn'
  | 'booking.setDeposit'
  | 'booking.assignRoom'
  | 'booking.checkIn'
  | 'booking.checkOut'
  | 'booking.cancel'
  | 'booking.undo'

export function createBookingCalls(deps: DeskDeps): Pick<Handlers, BookingCalls> {
  const { db } = deps
  return {
    'booking.get': ({ bookingId }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const booking = loadBookingDetail(db, bookingId, day.value)
      return booking === null ? err({ code: 'not_found', field: 'bookingId' }) : ok({ booking })
    },
    'booking.quote': (input) => {
      const day = readyDay(db)
      return day.ok ? quote(db, input, day.value) : day
    },
    'booking.freeRooms': ({ arrival, departure, roomTypeId, exceptBookingId }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      // a stay that should have begun may still be given a room
      const dates = checkStayDates(arrival, departure, arrival)
      if (!dates.ok) return refuse(dates.error)
      const rooms = listFreeRooms(db, {
        arrival,
        departure,
        roomTypeId: roomTypeId ?? null,
        exceptBookingId: exceptBookingId ?? null,
        businessDate: day.value,
      })
      const now = { at: instantOf(deps.clock), offline: deps.line.isDown() }
      return ok({ rooms: [...withStanding(db, rooms, { arrival, departure }, now)] })
    },
    'booking.create': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, createBooking, input, requestId, staff)),
    'booking.walkIn': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, walkIn, input, requestId, staff)),
    'booking.setDeposit': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, setDeposit, input, requestId, staff)),
    'booking.assignRoom': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, assignRoom, input, requestId, staff)),
    'booking.checkIn': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, checkIn, input, requestId, staff)),
    'booking.checkOut': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, checkOut, input, requestId, staff)),
    'booking.cancel': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, cancel, input, requestId, staff)),
    'booking.undo': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, undo, input, requestId, staff)),
  }
}
