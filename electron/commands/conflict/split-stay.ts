import { ok } from '../../../shared/kernel/result.ts'
import type { DeskCommand } from '../desk-command.ts'
import { isSureOfRoom } from '../sure-of-room.ts'
import { refuse } from '../refuse.ts'
import { claimCards, findRoomCards } from './claim-cards.ts'
import { checkRoom, findStayLeft, giveRoomTo, stillFree } from './room-left.ts'

interface Facts {
  readonly cardIds: readonly string[]
  readonly sure: boolean
}

/** Gives a stay that lost its room two others, one after the other. */
export const splitStay: DeskCommand<'conflict.splitStay', Facts> = {
  name: 'conflict.splitStay',

  judge: (db, input, desk) => {
    const found = findStayLeft(db, input.bookingId, desk.businessDate)
    if (!found.ok) return found
    const stay = found.value
    if (input.from <= stay.arrival || input.from >= stay.departure) {
      return refuse({ code: 'invalid_input', field: 'from', message: 'no night of the stay' })
    }
    const cards = findRoomCards(db, input.bookingId)
    if (!cards.ok) return cards
    let sure = true
    for (const part of partsOf(input, stay)) {
      const room = checkRoom(db, { ...stay, ...part }, part.roomId, desk.businessDate)
      if (!room.ok) return room
      const surely = isSureOfRoom(db, part, desk)
      if (!surely.ok) return surely
      sure &&= surely.value
    }
    return ok({ cardIds: cards.value, sure })
  },

  run: (tx, { input, facts }, context) => {
    const found = findStayLeft(tx.db, input.bookingId, context.businessDate)
    if (!found.ok) return found
    const stay = found.value
    const claimed = claimCards(tx, context, facts.cardIds, { resolution: 'split' })
    if (!claimed.ok) return claimed
    for (const part of partsOf(input, stay)) {
      const free = stillFree(tx.db, { ...stay, ...part }, part.roomId, context.businessDate)
      if (!free.ok) return free
    }
    giveRoomTo(tx, stay, (night) => (night < input.from ? input.firstRoomId : input.secondRoomId), facts.sure)
    return ok({ subject: stay.booking.booking_code, bookingId: stay.booking.id })
  },
}

function partsOf(
  input: { readonly firstRoomId: string; readonly secondRoomId: string; readonly from: string },
  { arrival, departure }: { readonly arrival: string; readonly departure: string },
) {
  return [
    { roomId: input.firstRoomId, arrival, departure: input.from },
    { roomId: input.secondRoomId, arrival: input.from, departure },
  ]
}
