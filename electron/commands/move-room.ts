import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { ok, type Ok, type Result } from '../../shared/kernel/result.ts'
import { byManager } from './by-manager.ts'
import type { DeskCommand, JudgeContext } from './desk-command.ts'
import { judgeMove, writeMove, type JudgedMove, type MoveFacts } from './move-stay.ts'
import { refuse } from './refuse.ts'
import { isSureOfRoom } from './sure-of-room.ts'
import { loadBooking } from '../store/loads/booking.ts'

/** Moves a stay into another room, from a day on. */
export const moveRoom: DeskCommand<'booking.moveRoom', MoveFacts> = {
  name: 'booking.moveRoom',
  judge: (db, input, desk) => {
    const judged = judgeMove(db, input, desk.businessDate)
    return judged.ok ? mayMoveThere(db, input, desk, judged) : judged
  },
  run: (tx, { input, facts }, context) => writeMove(tx, context, input, facts),
}

/** Spends the nights from a day within the stay on in another room. */
export const split: DeskCommand<'booking.split', MoveFacts> = {
  name: 'booking.split',
  judge: (db, { bookingId, roomId, at }, desk) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (at <= booking.check_in_date || booking.check_out_date <= at) {
      return refuse({ code: 'invalid_input', field: 'at', message: 'not within the stay' })
    }
    const judged = judgeMove(
      db,
      { bookingId, roomId, from: at, price: 'keep', reason: '' },
      desk.businessDate,
    )
    return judged.ok ? mayMoveThere(db, { bookingId, roomId, from: at }, desk, judged) : judged
  },
  run: (tx, { input: { bookingId, roomId, at }, facts }, context) =>
    writeMove(tx, context, { bookingId, roomId, from: at, price: 'keep', reason: '' }, facts),
}

/** Keeps a stay in its room, or lets it be moved again. */
export const lockRoom: DeskCommand<'booking.lockRoom', null> = {
  name: 'booking.lockRoom',
  judge: (db, { bookingId, locked }) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (locked && booking.room_id === null) return refuse({ code: 'room_not_available' })
    if ((booking.room_locked === 1) === locked) return refuse({ code: 'already_done' })
    return ok(null)
  },
  run: (tx, { input: { bookingId, locked } }) => {
    const booking = loadBooking(tx.db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    tx.update('bookings', booking.id, { room_locked: locked ? 1 : 0 })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

/**
 * As judged, and how sure the desk may be, unless another desk alone may give the room for the rest of the stay or a
 * manager has to say yes to the price.
 */
function mayMoveThere(
  db: Database,
  move: { readonly bookingId: string; readonly roomId: string; readonly from: string },
  desk: JudgeContext,
  { value: { belowPrice, ...prices } }: Ok<JudgedMove>,
): Result<MoveFacts, CallError> {
  const departure = loadBooking(db, move.bookingId)?.check_out_date ?? move.from
  const sure = isSureOfRoom(db, { roomId: move.roomId, arrival: move.from, departure }, desk)
  if (!sure.ok) return sure
  const may = byManager(db, desk, belowPrice ? ['price'] : [])
  return may.ok ? ok({ ...prices, sure: sure.value, approvalNote: may.value }) : may
}
