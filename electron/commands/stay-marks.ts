import type { CallError } from '../../shared/contract/errors.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { isDueIn } from '../../shared/domain/stay/stay.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import type { BookingsRow, RowChange } from '../../shared/protocol/rows.ts'
import type { CommandOutcome, CommandTx } from '../outbox/command.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** The guest does not want to be disturbed, or may be again. */
export const doNotDisturb: DeskCommand<'booking.doNotDisturb', null> = {
  name: 'booking.doNotDisturb',
  judge: (db, { bookingId, on }) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'checked_in') return refuse({ code: 'stay_status', status: booking.status })
    return (booking.do_not_disturb === 1) === on ? refuse({ code: 'already_done' }) : ok(null)
  },
  run: (tx, { input: { bookingId, on } }) =>
    // who has left meanwhile is not in the room any more
    mark(tx, bookingId, ({ status }) => (status === 'checked_in' ? { do_not_disturb: on ? 1 : 0 } : null)),
}

/** The guest is here and waits for the room; housekeeping hears of it by its board. */
export const queueRoom: DeskCommand<'booking.queueRoom', null> = {
  name: 'booking.queueRoom',
  judge: (db, { bookingId, queued }, { businessDate }) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    if (!isDueIn(stayOf(booking), businessDate)) return refuse({ code: 'not_due_in' })
    return (booking.queued_at !== null) === queued ? refuse({ code: 'already_done' }) : ok(null)
  },
  run: (tx, { input: { bookingId, queued } }, context) =>
    // who was let in or called off meanwhile waits for nothing
    mark(tx, bookingId, ({ status }) =>
      isExpected(status) ? { queued_at: queued ? context.at : null } : null,
    ),
}

function mark(
  tx: CommandTx,
  bookingId: string,
  /** Null where the mark means nothing any more. */
  change: (booking: BookingsRow) => RowChange<'bookings'> | null,
): Result<CommandOutcome, CallError> {
  const booking = loadBooking(tx.db, bookingId)
  if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  const marked = change(booking)
  if (marked !== null) tx.update('bookings', booking.id, marked)
  return ok({ subject: booking.booking_code, bookingId: booking.id })
}
