import { ok } from '../../../shared/kernel/result.ts'
import type { DeskCommand } from '../desk-command.ts'
import { isSureOfRoom } from '../sure-of-room.ts'
import { claimCards, findRoomCards } from './claim-cards.ts'
import { checkRoom, findStayLeft, giveRoomTo, stillFree } from './room-left.ts'

interface Facts {
  readonly cardIds: readonly string[]
  readonly sure: boolean
}

/** Gives a stay that lost its room another one: of any type, at the price that was sold. */
export const giveRoom: DeskCommand<'conflict.giveRoom', Facts> = {
  name: 'conflict.giveRoom',

  judge: (db, input, desk) => {
    const stay = findStayLeft(db, input.bookingId, desk.businessDate)
    if (!stay.ok) return stay
    const cards = findRoomCards(db, input.bookingId)
    if (!cards.ok) return cards
    const room = checkRoom(db, stay.value, input.roomId, desk.businessDate)
    if (!room.ok) return room
    const sure = isSureOfRoom(db, { ...stay.value, roomId: input.roomId }, desk)
    return sure.ok ? ok({ cardIds: cards.value, sure: sure.value }) : sure
  },

  run: (tx, { input, facts }, context) => {
    const stay = findStayLeft(tx.db, input.bookingId, context.businessDate)
    if (!stay.ok) return stay
    const claimed = claimCards(tx, context, facts.cardIds, { resolution: 'room_given' })
    if (!claimed.ok) return claimed
    const free = stillFree(tx.db, stay.value, input.roomId, context.businessDate)
    if (!free.ok) return free
    giveRoomTo(tx, stay.value, () => input.roomId, facts.sure)
    const { booking } = stay.value
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
