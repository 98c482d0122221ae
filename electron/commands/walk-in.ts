import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import { takePayment } from '../../shared/domain/folio/payment.ts'
import type { CheckInBlocker } from '../../shared/domain/stay/check-in-blockers.ts'
import { walkIn as judgeWalkIn } from '../../shared/domain/stay/walk-in.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { joinNotes } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import {
  isRoomFree,
  isOccupied,
  loadGivenRoom,
  loadRoom,
  loadRoomOffer,
  loadRoomType,
} from '../store/loads/room.ts'
import { maySell } from './may-sell.ts'
import { nextNumber } from './numbers.ts'
import { overrideNote } from './override-note.ts'
import { refuse } from './refuse.ts'
import { settleGuest, settleSale } from './sell-stay.ts'
import { isSureOfRoom } from './sure-of-room.ts'
import { insertPayment } from './writes/folio-lines.ts'
import { insertStay, type SoldStay } from './writes/new-stay.ts'

interface Facts extends SoldStay {
  readonly guest: GuestChoice
  readonly roomTypeId: string
  readonly overridden: readonly CheckInBlocker[]
  readonly paymentNumber: number
  readonly sure: boolean
  /** Who answers for what the rules would not have. */
  readonly approvalNote: string | null
}

/** Sells a room to somebody at the desk, takes the money if there is some, and hands over the key. */
export const walkIn: DeskCommand<'booking.walkIn', Facts> = {
  name: 'booking.walkIn',

  judge: (db, input, desk) => {
    const { businessDate } = desk
    const stay = { ...input, arrival: businessDate }
    const room = loadRoom(db, input.roomId)
    const type = room === undefined ? undefined : loadRoomType(db, room.room_type_id)
    const question = { ...stay, exceptBookingId: null, businessDate }
    const offer = loadRoomOffer(db, question)
    const given = loadGivenRoom(db, question)
    if (room === undefined || type === undefined || offer === undefined || given === undefined) {
      return refuse({ code: 'not_found', field: 'roomId' })
    }
    const guest = settleGuest(db, input.guest)
    if (!guest.ok) return guest

    const judged = judgeWalkIn(
      input.departure,
      input,
      { ...offer, ...given },
      guest.value.guest,
      businessDate,
      input.override !== undefined,
    )
    if (!judged.ok) return refuse(judged.error)
    // the room may be empty and still be needed for somebody who was sold its type and has no room yet
    const free = loadFreeOfType(db, type.id, question)
    const may = maySell(db, desk, { ...stay, roomTypeId: type.id }, { type, room, free })
    if (!may.ok) return may

    const sure = isSureOfRoom(db, stay, desk)
    if (!sure.ok) return sure

    const sold = settleSale(db, desk, stay, type, room)
    if (input.payment !== undefined) {
      const priceMinor = sold.nightly.reduce((sum, night) => sum + night.amountMinor, 0)
      const unpostedMinor = sold.nightly.length === 0 ? sold.dayRateMinor : priceMinor
      const paid = takePayment(input.payment, { status: 'checked_in', balanceMinor: 0, unpostedMinor })
      if (!paid.ok) return refuse(paid.error)
    }
    return ok({
      ...sold,
      sure: sure.value,
      guest: guest.value.choice,
      roomTypeId: type.id,
      overridden: judged.value.overridden,
      approvalNote: may.value,
      paymentNumber: nextNumber(db, desk.terminal.id, 'payment'),
    })
  },

  run: (tx, { input, facts }, context) => {
    const stay = { ...input, arrival: context.businessDate }
    if (isOccupied(tx.db, input.roomId, null)) {
      return refuse({ code: 'check_in_blocked', blockers: ['room_occupied'] satisfies CheckInBlocker[] })
    }
    if (!isRoomFree(tx.db, { ...stay, exceptBookingId: null, businessDate: context.businessDate })) {
      return refuse({ code: 'room_not_available' })
    }
    const made = insertStay(tx, context, {
      ...stay,
      ...facts,
      source: 'walk_in',
      status: 'checked_in',
      specialRequests: '',
      internalNotes:
        joinNotes(overrideNote(facts.overridden, input.override?.reason), facts.approvalNote) ?? '',
    })
    if (input.payment !== undefined) {
      insertPayment(tx, context, made.bookingId, input.payment, facts.paymentNumber)
    }
    return ok({ subject: made.code, bookingId: made.bookingId })
  },
}
