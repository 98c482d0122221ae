import { err, ok } from '../../shared/kernel/result.ts'
import { changeDates } from '../commands/change-dates.ts'
import { confirmHold } from '../commands/confirm-hold.ts'
import { lateCheckOut } from '../commands/late-check-out.ts'
import { lockRoom, moveRoom, split } from '../commands/move-room.ts'
import { noShow } from '../commands/no-show.ts'
import { reinstate } from '../commands/reinstate.ts'
import { prolongHold } from '../commands/prolong-hold.ts'
import { releaseHold } from '../commands/release-hold.ts'
import { swapRooms } from '../commands/swap-rooms.ts'
import { undoCheckIn } from '../commands/undo-check-in.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { bookingReply, doBookingCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'
import { explainPrice, quoteFees } from './prices.ts'
import { quoteChange } from './quote-change.ts'

type StayCalls =
  | 'booking.moveRoom'
  | 'booking.changeDates'
  | 'booking.split'
  | 'booking.swapRooms'
  | 'booking.lockRoom'
  | 'booking.quoteChange'
  | 'booking.explainPrice'
  | 'booking.quoteFees'
  | 'booking.noShow'
  | 'booking.reinstate'
  | 'booking.undoCheckIn'
  | 'booking.confirm'
  | 'booking.prolongHold'
  | 'booking.releaseHold'
  | 'booking.lateCheckOut'

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
    'booking.explainPrice': (input) => explainPrice(db, input),
    'booking.quoteFees': ({ bookingId }) => {
      const day = readyDay(db)
      return day.ok ? quoteFees(db, bookingId, day.value) : day
    },
    'booking.noShow': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, noShow, input, requestId, staff)),
    'booking.reinstate': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, reinstate, input, requestId, staff)),
    'booking.undoCheckIn': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, undoCheckIn, input, requestId, staff)),
    'booking.confirm': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, confirmHold, input, requestId, staff)),
    'booking.prolongHold': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, prolongHold, input, requestId, staff)),
    'booking.releaseHold': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, releaseHold, input, requestId, staff)),
    'booking.lateCheckOut': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, lateCheckOut, input, requestId, staff)),
    'booking.quoteChange': (input) => {
      const day = readyDay(db)
      return day.ok ? quoteChange(db, input, day.value) : day
    },
  }
}
