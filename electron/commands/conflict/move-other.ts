import type { Database } from 'better-sqlite3'
import type { CallError } from '../../../shared/contract/errors.ts'
import { isExpected } from '../../../shared/domain/stay/status.ts'
import { ok, type Result } from '../../../shared/kernel/result.ts'
import { isRoomFree } from '../../store/loads/room.ts'
import type { DeskCommand } from '../desk-command.ts'
import { refuse } from '../refuse.ts'
import { isSureOfRoom } from '../sure-of-room.ts'
import { claimCards, findRoomCards } from './claim-cards.ts'
import { checkRoom, findStayLeft, giveRoomTo, stillFree, type StayLeft } from './room-left.ts'

interface Facts {
  readonly cardIds: readonly string[]
  readonly wantedRoomId: string
  readonly sure: boolean
}

/**
 * Gives the stay that has the room another one, and the room to the stay that wants it. For a guest who is not here yet
 * it makes no difference in which room of the type the bed is made.
 */
export const moveOther: DeskCommand<'conflict.moveOther', Facts> = {
  name: 'conflict.moveOther',

  judge: (db, input, desk) => {
    const stays = findBoth(db, input, desk.businessDate)
    if (!stays.ok) return stays
    const { stay, other } = stays.value
    const wantedRoomId = stay.booking.wanted_room_id
    if (wantedRoomId === null) return refuse({ code: 'conflict_settled' })
    if (input.roomId === wantedRoomId) return refuse({ code: 'room_not_available' })
    const cards = findRoomCards(db, input.bookingId)
    if (!cards.ok) return cards
    const room = checkRoom(db, other, input.roomId, desk.businessDate)
    if (!room.ok) return room
    if (!isFreeBeside(db, stay, other, wantedRoomId, desk.businessDate)) {
      return refuse({ code: 'room_not_available' })
    }
    const sure = isSureOfRoom(db, { ...other, roomId: input.roomId }, desk)
    return sure.ok ? ok({ cardIds: cards.value, wantedRoomId, sure: sure.value }) : sure
  },

  run: (tx, { input, facts }, context) => {
    const stays = findBoth(tx.db, input, context.businessDate)
    if (!stays.ok) return stays
    const { stay, other } = stays.value
    const claimed = claimCards(tx, context, facts.cardIds, { resolution: 'other_moved' })
    if (!claimed.ok) return claimed
    const free = stillFree(tx.db, other, input.roomId, context.businessDate)
    if (!free.ok) return free
    if (!isFreeBeside(tx.db, stay, other, facts.wantedRoomId, context.businessDate)) {
      return refuse({ code: 'room_not_available' })
    }
    // out of the room before the other is put into it: the server asks at every row
    giveRoomTo(tx, other, () => input.roomId, facts.sure)
    giveRoomTo(tx, stay, () => facts.wantedRoomId, true)
    return ok({ subject: stay.booking.booking_code, bookingId: stay.booking.id })
  },
}

function findBoth(
  db: Database,
  input: { readonly bookingId: string; readonly otherBookingId: string },
  businessDate: string,
): Result<{ readonly stay: StayLeft; readonly other: StayLeft }, CallError> {
  const stay = findStayLeft(db, input.bookingId, businessDate)
  if (!stay.ok) return stay
  const other = findStayLeft(db, input.otherBookingId, businessDate)
  if (!other.ok) return other
  const { status } = other.value.booking
  return isExpected(status)
    ? ok({ stay: stay.value, other: other.value })
    : refuse({ code: 'stay_status', status })
}

/** Would the room be free, were the other stay not in it? */
function isFreeBeside(
  db: Database,
  { booking, arrival, departure }: StayLeft,
  other: StayLeft,
  roomId: string,
  businessDate: string,
): boolean {
  return isRoomFree(db, {
    roomId,
    arrival,
    departure,
    exceptBookingId: booking.id,
    alsoExceptBookingId: other.booking.id,
    businessDate,
  })
}
