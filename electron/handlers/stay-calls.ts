import { err, ok } from '../../shared/kernel/result.ts'
import { changeDates } from '../commands/change-dates.ts'
import { lockRoom, moveRoom, split } from '../commands/move-room.ts'
import { swapRooms } from '../commands/swap-rooms.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { bookingReply, doBookingCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'
import { quoteChange } from './quote-change.ts'

type StayCalls =
  | 'booking.moveRoom'
  | 'booking.changeDates'
  | 'booking.split'
  | 'booking.swapRooms'
  | 'booking.lockRoom'
  | 'booking.quoteChange'

export function createStayCalls(deps: DeskDeps): Pick<Handlers, StayCalls> {
  const { db } = deps
  return {
    'booking.moveRoom': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, moveRoom, input, requestId, staff)),
    'booking.changeDates': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, changeDates, input, requestId, staff)),
    'booking.split': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, split, input, requestId, staff)),
    'booking.lockRoom': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, lockRoom, input, requestId, staff)),
    'booking.swapRooms': ({ requestId, ...input }, staff) => {
      const done = doBookingCommand(deps, swapRooms, input, requestId, staff)
      if (!done.ok) return done
      const day = readyDay(db)
      if (!day.ok) return day
      const other = loadBookingDetail(db, input.otherBookingId, day.value)
      return other === null
        ? err({ code: 'not_found', field: 'otherBookingId' })
        : ok({ booking: done.value.booking, other })
    },
    'booking.quoteChange': (input) => {
      const day = readyDay(db)
      return day.ok ? quoteChange(db, input, day.value) : day
    },
  }
}
