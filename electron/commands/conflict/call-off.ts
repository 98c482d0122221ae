import type { Database } from 'better-sqlite3'
import type { CallError } from '../../../shared/contract/errors.ts'
import { cancel as judgeCancel } from '../../../shared/domain/stay/cancel.ts'
import { isExpected } from '../../../shared/domain/stay/status.ts'
import { ok, type Result } from '../../../shared/kernel/result.ts'
import type { CommandContext, CommandOutcome, CommandTx } from '../../outbox/command.ts'
import { loadBooking, stayOf } from '../../store/loads/booking.ts'
import { loadBalance } from '../../store/loads/folio.ts'
import type { DeskCommand } from '../desk-command.ts'
import { refuse } from '../refuse.ts'
import { holdNights } from '../writes/hold-nights.ts'
import { claimCards, findRoomCards, type Resolution } from './claim-cards.ts'

interface Facts {
  readonly cardIds: readonly string[]
}

/** Sends a guest for whom there is no room to another hotel. What was paid stays on the folio, to be given back. */
export const relocate: DeskCommand<'conflict.relocate', Facts> = {
  name: 'conflict.relocate',
  judge: (db, { bookingId }) => judge(db, bookingId),
  run: (tx, { input, facts }, context) =>
    callOff(tx, context, input.bookingId, {
      ...facts,
      resolution: 'relocated',
      note: input.note === '' ? input.hotel : `${input.hotel}: ${input.note}`,
    }),
}

/** Calls off a stay for which there is no room. */
export const cancelStay: DeskCommand<'conflict.cancelStay', Facts> = {
  name: 'conflict.cancelStay',
  judge: (db, { bookingId }) => judge(db, bookingId),
  run: (tx, { input, facts }, context) =>
    callOff(tx, context, input.bookingId, { ...facts, resolution: 'cancelled', note: input.reason }),
}

function judge(db: Database, bookingId: string): Result<Facts, CallError> {
  const booking = loadBooking(db, bookingId)
  if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  const judged = judgeCancel(booking.status, loadBalance(db, booking.id))
  if (!judged.ok) return refuse(judged.error)
  const cards = findRoomCards(db, bookingId)
  return cards.ok ? ok({ cardIds: cards.value }) : cards
}

function callOff(
  tx: CommandTx,
  context: CommandContext,
  bookingId: string,
  outcome: Facts & { readonly resolution: Resolution; readonly note: string },
): Result<CommandOutcome, CallError> {
  const booking = loadBooking(tx.db, bookingId)
  if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
  const claimed = claimCards(tx, context, outcome.cardIds, outcome)
  if (!claimed.ok) return claimed
  tx.update('bookings', booking.id, {
    status: 'cancelled',
    wanted_room_id: null,
    cancelled_at: context.at,
    cancelled_by: context.actor.userId,
    cancellation_reason: outcome.note,
  })
  holdNights(tx, booking.id, { ...stayOf(booking), status: 'cancelled' })
  return ok({ subject: booking.booking_code, bookingId: booking.id })
}
