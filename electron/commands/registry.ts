import { assignRoom } from './assign-room.ts'
import { cancel } from './cancel.ts'
import { changeDates } from './change-dates.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { acknowledge } from './conflict/acknowledge.ts'
import { cancelStay, relocate } from './conflict/call-off.ts'
import { chooseValues } from './conflict/choose-values.ts'
import { giveRoom } from './conflict/give-room.ts'
import { moveOther } from './conflict/move-other.ts'
import { attachMoney, keepMoney } from './conflict/settle-money.ts'
import { splitStay } from './conflict/split-stay.ts'
import { closeDay } from './close-day.ts'
import { addCompanion, removeCompanion } from './companions.ts'
import { confirmHold } from './confirm-hold.ts'
import { setDeposit } from './deposit.ts'
import { createBooking } from './create-booking.ts'
import { addNote, doneNote } from './desk-notes.ts'
import { createGroup, updateGroup } from './group-create.ts'
import { payGroup } from './group-pay.ts'
import { anonymiseGuest, setBlacklist, updateGuest } from './guest-commands.ts'
import { lateCheckOut } from './late-check-out.ts'
import { mergeGuests } from './merge-guests.ts'
import { lockRoom, moveRoom, split } from './move-room.ts'
import { postCharge } from './post-charge.ts'
import { setAutoMove } from './set-auto-move.ts'
import { nameGuests } from './name-guests.ts'
import { noShow } from './no-show.ts'
import { postNights } from './post-nights.ts'
import { prolongHold } from './prolong-hold.ts'
import { releaseHold } from './release-hold.ts'
import { reinstate } from './reinstate.ts'
import { blockRoom, changeBlock, releaseRoom, saySeen } from './room-blocks.ts'
import { setHousekeeping } from './set-housekeeping.ts'
import { doNotDisturb, queueRoom } from './stay-marks.ts'
import { swapRooms } from './swap-rooms.ts'
import { takeBack } from './take-back.ts'
import { takePayment } from './take-payment.ts'
import { undo } from './undo.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { addWaiting, dropWaiting } from './waitlist.ts'
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
  'booking.noShow': noShow,
  'booking.reinstate': reinstate,
  'booking.undoCheckIn': undoCheckIn,
  'booking.confirm': confirmHold,
  'booking.prolongHold': prolongHold,
  'booking.releaseHold': releaseHold,
  'booking.lateCheckOut': lateCheckOut,
  'booking.setDeposit': setDeposit,
  'day.postNights': postNights,
  'day.close': closeDay,
  'note.add': addNote,
  'note.done': doneNote,
  'booking.addGuest': addCompanion,
  'booking.removeGuest': removeCompanion,
  'booking.doNotDisturb': doNotDisturb,
  'booking.queueRoom': queueRoom,
  'room.block': blockRoom,
  'room.changeBlock': changeBlock,
  'room.release': releaseRoom,
  'room.saySeen': saySeen,
  'group.create': createGroup,
  'group.update': updateGroup,
  'group.nameGuests': nameGuests,
  'group.pay': payGroup,
  'waitlist.add': addWaiting,
  'waitlist.drop': dropWaiting,
  'guest.update': updateGuest,
  'guest.setBlacklist': setBlacklist,
  'guest.merge': mergeGuests,
  'guest.anonymise': anonymiseGuest,
  'folio.postCharge': postCharge,
  'folio.takeBack': takeBack,
  'folio.takePayment': takePayment,
  'room.setHousekeeping': setHousekeeping,
  'conflict.giveRoom': giveRoom,
  'conflict.moveOther': moveOther,
  'conflict.splitStay': splitStay,
  'conflict.relocate': relocate,
  'conflict.cancelStay': cancelStay,
  'conflict.attachMoney': attachMoney,
  'conflict.keepMoney': keepMoney,
  'conflict.chooseValues': chooseValues,
  'conflict.acknowledge': acknowledge,
  'hotel.setAutoMove': setAutoMove,
} as const
