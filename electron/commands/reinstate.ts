import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { laterOf } from '../../shared/domain/calendar/days.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import type { CommandContext, CommandOutcome, CommandTx } from '../outbox/command.ts'
import { loadBooking, loadNights } from '../store/loads/booking.ts'
import { listFeeLines } from '../store/loads/fee-lines.ts'
import { isOccupied } from '../store/loads/room.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { areRoomsFree, areTypesFree, plannedNights, type StayPlan } from './stay-plan.ts'
import { reverseLine } from './writes/folio-lines.ts'
import { layNights } from './writes/lay-nights.ts'

/**
 * Takes up a stay that was let go:
 *
 *     checked out    back in house, on the day on which the guest left, while the room is nobody else's
 *     no-show        expected again, from today on, in its room or, when that is taken, in none yet
 *     cancelled      the same
 *
 * What was charged for not coming is taken back.
 */
export const reinstate: DeskCommand<'booking.reinstate', null> = {
  name: 'booking.reinstate',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const refusal = findObstacle(db, booking, businessDate)
    return refusal === null ? ok(null) : err(refusal)
  },

  run: (tx, { input }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const refusal = findObstacle(tx.db, booking, context.businessDate)
    if (refusal !== null) return err(refusal)
    return booking.status === 'checked_out'
      ? letBackIn(tx, context, booking)
      : expectAgain(tx, context, booking)
  },
}

function findObstacle(db: Database, booking: BookingsRow, businessDate: string): CallError | null {
  if (booking.status === 'checked_out') {
    if (booking.check_out_date !== businessDate)
      return refuse({ code: 'stay_status', status: 'checked_out' }).error
    const isTaken = booking.room_id === null || isOccupied(db, booking.room_id, booking.id)
    return isTaken ? { code: 'room_not_available' } : null
  }
  if (booking.status !== 'cancelled' && booking.status !== 'no_show') {
    return refuse({ code: 'stay_status', status: booking.status }).error
  }
  const plan = planFrom(db, booking, businessDate)
  if (plan === null) return refuse({ code: 'departure_in_past', businessDate }).error
  const roomless = { ...plan, nights: plan.nights.map((night) => ({ ...night, roomId: null })) }
  return areRoomsFree(db, plan) || areTypesFree(db, roomless) ? null : { code: 'no_room_of_type' }
}

/** The stay as it can still be had; null when nothing is left of it. */
function planFrom(db: Database, booking: BookingsRow, businessDate: string): StayPlan | null {
  const wasDayUse = booking.check_in_date === booking.check_out_date
  const arrival = laterOf(booking.check_in_date, businessDate)
  if (arrival > booking.check_out_date || (arrival === booking.check_out_date && !wasDayUse)) return null
  return {
    bookingIds: [booking.id],
    roomId: booking.room_id,
    held: [],
    nights: plannedNights(
      loadNights(db, booking.id).filter(({ night }) => arrival <= night && night < booking.check_out_date),
    ),
    arrival,
    departure: booking.check_out_date,
    businessDate,
  }
}

function letBackIn(
  tx: CommandTx,
  context: CommandContext,
  booking: BookingsRow,
): Result<CommandOutcome, CallError> {
  tx.update('bookings', booking.id, { status: 'checked_in', actual_check_out: null })
  const slept = loadNights(tx.db, booking.id).filter(
    ({ night }) => booking.check_in_date <= night && night < booking.check_out_date,
  )
  layNights(tx, context, booking.id, plannedNights(slept))
  return ok({ subject: booking.booking_code, bookingId: booking.id })
}

function expectAgain(
  tx: CommandTx,
  context: CommandContext,
  booking: BookingsRow,
): Result<CommandOutcome, CallError> {
  const plan = planFrom(tx.db, booking, context.businessDate)
  if (plan === null) return refuse({ code: 'departure_in_past', businessDate: context.businessDate })
  const keepsRoom = areRoomsFree(tx.db, plan)
  const nights = keepsRoom ? plan.nights : plan.nights.map((night) => ({ ...night, roomId: null }))
  tx.update('bookings', booking.id, {
    status: 'confirmed',
    check_in_date: plan.arrival,
    room_rate: nights[0]?.amountMinor ?? booking.room_rate,
    room_id: keepsRoom ? booking.room_id : null,
    cancelled_at: null,
    cancelled_by: null,
    cancellation_reason: null,
    hold_expires_at: null,
  })
  // money of a stay that is cancelled has no home: so the stay comes first
  for (const line of listFeeLines(tx.db, booking.id)) reverseLine(tx, context, line)
  layNights(tx, context, booking.id, nights)
  return ok({ subject: booking.booking_code, bookingId: booking.id })
}
