import { assignRoom } from './assign-room.ts'
import { cancel } from './cancel.ts'
import { changeDates } from './change-dates.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { createBooking } from './create-booking.ts'
import { lockRoom, moveRoom, split } from './move-room.ts'
import { postCharge } from './post-charge.ts'
import { setHousekeeping } from './set-housekeeping.ts'
import { swapRooms } from './swap-rooms.ts'
import { takePayment } from './take-payment.ts'
import { undo } from './undo.ts'
import { walkIn } from './walk-in.ts'

/**
 * Every command by the contract's name, for the sync engine to run those again that are still on their way
 * when the server's rows come in.
 */
export const commands = {
  'booking.create': createBooking,
  'booking.walkIn': walkIn,
  'booking.assignRoom': assignRoom,
  'booking.checkIn': checkIn,
  'booking.checkOut': checkOut,
  'booking.cancel': cancel,
  'booking.undo': undo,
  'booking.moveRoom': moveRoom,
  'booking.changeDates': changeDates,
  'booking.split': split,
  'booking.swapRooms': swapRooms,
  'booking.lockRoom': lockRoom,
  'folio.postCharge': postCharge,
  'folio.takePayment': takePayment,
  'room.setHousekeeping': setHousekeeping,
} as const
