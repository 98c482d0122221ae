import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { mayMove } from '../../shared/domain/stay/status-machine.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import { undo as judgeUndo, type StayStep, type UndoError } from '../../shared/domain/stay/undo.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import { loadBillableStay, loadBooking, loadNights } from '../store/loads/booking.ts'
import { loadLastLineAt } from '../store/loads/folio.ts'
import { isOccupied } from '../store/loads/room.ts'
import { chargesOfStep, loadLastStep } from '../store/loads/steps.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import {
  changedSince,
  loadRestoredRows,
  restore,
  restoredBooking,
  restoredNights,
  type RestoredRow,
} from './restored-rows.ts'
import { areRoomsFree, areTypesFree, plannedNights, type StayPlan } from './stay-plan.ts'

/** The step that is taken back, and the rows that it changed. */
interface Facts {
  readonly stepOpId: string
  readonly stepName: string
  readonly rows: readonly RestoredRow[]
}

/**
 * Takes back the last step of a stay, wherever it was done: each row becomes what it was before, as the step's audit
 * rows tell, unless something has touched it since. What the step put onto the folio stays there.
 */
export const undo: DeskCommand<'booking.undo', Facts> = {
  name: 'booking.undo',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const found = findUndo(db, booking, businessDate)
    if (!found.ok) return refuse(found.error)
    const { step, rows } = found.value
    return ok({ stepOpId: step.opId, stepName: step.name, rows })
  },

  run: (
    tx,
    { input, facts },
    { businessDate },
  ): Result<{ subject: string; bookingId: string }, CallError> => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const refusal = findObstacle(tx.db, booking, facts.rows, businessDate)
    if (refusal !== null) return refuse(refusal)
    restore(tx, facts.rows)
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

/** The step of a stay that may be undone now, with the rows that it changed. */
export function findUndo(
  db: Database,
  booking: BookingsRow,
  businessDate: string,
): Result<{ readonly step: StayStep; readonly rows: readonly RestoredRow[] }, UndoError> {
  const last = loadLastStep(db, booking.id)
  const rows = last === null ? [] : loadRestoredRows(db, last.opId)
  const before = restoredBooking(booking, rows)
  const folio = {
    lastLineAt: loadLastLineAt(db, booking.id),
    dayUsePosted: loadBillableStay(db, booking).dayUsePosted,
  }
  const step = judgeUndo(last, businessDate, folio, before.check_out_date > before.check_in_date)
  if (!step.ok) return step
  if (chargesOfStep(db, step.value.opId)) return err({ code: 'undo_refused', reason: 'money_moved' })
  const obstacle = findObstacle(db, booking, rows, businessDate)
  return obstacle === null ? ok({ step: step.value, rows }) : err(obstacle)
}

/** What in the rows of now stands against putting back those of then, in every stay that the step changed. */
function findObstacle(
  db: Database,
  booking: BookingsRow,
  rows: readonly RestoredRow[],
  businessDate: string,
): UndoError | null {
  const others = rows
    .filter(({ table, id }) => table === 'bookings' && id !== booking.id)
    .map(({ id }) => loadBooking(db, id))
    .filter((other) => other !== undefined)
  if (rows.length === 0 || changedSince(db, rows)) return { code: 'undo_refused', reason: 'changed_since' }
  for (const stay of [booking, ...others]) {
    const before = restoredBooking(stay, rows)
    const moves = before.status === stay.status || mayMove(stay.status, before.status)
    const isLast = loadLastStep(db, stay.id)?.opId === loadLastStep(db, booking.id)?.opId
    // by a clock that was wrong the room was given after the guest was let into it
    const isRoomless = isInHouseOrLeft(before.status) && (before.room_id ?? before.wanted_room_id) === null
    if (!moves || !isLast || isRoomless) return { code: 'undo_refused', reason: 'changed_since' }
    const other = stay.id === booking.id ? others[0] : booking
    if (!isRoomLeft(db, { stay, before, other }, rows, businessDate)) {
      return { code: 'undo_refused', reason: 'room_taken' }
    }
  }
  return null
}

function isInHouseOrLeft(status: BookingsRow['status']): boolean {
  return status === 'checked_in' || status === 'checked_out'
}

interface Reversal {
  readonly stay: BookingsRow
  readonly before: BookingsRow
  /** Another stay that is put back in the same step. */
  readonly other: BookingsRow | undefined
}

function isRoomLeft(
  db: Database,
  { stay, before, other }: Reversal,
  rows: readonly RestoredRow[],
  businessDate: string,
): boolean {
  if (!holdsRoom(before.status)) return true
  const nights = loadNights(db, stay.id)
  const plan: StayPlan = {
    bookingIds: other === undefined ? [stay.id] : [stay.id, other.id],
    roomId: before.room_id,
    held: plannedNights(nights.filter((night) => night.holds_room === 1)),
    nights: plannedNights(
      restoredNights(nights, rows).filter(
        ({ night }) => before.check_in_date <= night && night < before.check_out_date,
      ),
    ),
    arrival: before.check_in_date,
    departure: before.check_out_date,
    businessDate,
  }
  const isTaken =
    before.status === 'checked_in' &&
    before.room_id !== null &&
    isOccupied(db, before.room_id, stay.id, other?.id)
  // stays without a room hold their type, and what they let go of may have been sold
  const roomless = plan.nights.filter(({ roomId }) => roomId === null)
  return !isTaken && areRoomsFree(db, plan) && areTypesFree(db, { ...plan, nights: roomless })
}
