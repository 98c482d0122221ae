import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { mayMove } from '../../shared/domain/stay/status-machine.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import { undo as judgeUndo, type StayStep, type UndoError } from '../../shared/domain/stay/undo.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { loadBillableStay, loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadLastLineAt } from '../store/loads/folio.ts'
import { isRoomFree, isOccupied } from '../store/loads/room.ts'
import { loadLastStep } from '../store/loads/steps.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import {
  changedSince,
  loadRestoredRows,
  restore,
  restoredBooking,
  type RestoredRow,
} from './restored-rows.ts'

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
  const obstacle = findObstacle(db, booking, rows, businessDate)
  return obstacle === null ? ok({ step: step.value, rows }) : err(obstacle)
}

/** What in the rows of now stands against putting back those of then. */
function findObstacle(
  db: Database,
  booking: BookingsRow,
  rows: readonly RestoredRow[],
  businessDate: string,
): UndoError | null {
  const before = restoredBooking(booking, rows)
  const moves = before.status === booking.status || mayMove(booking.status, before.status)
  if (rows.length === 0 || !moves || changedSince(db, rows))
    return { code: 'undo_refused', reason: 'changed_since' }
  return isRoomLeft(db, booking, before, businessDate) ? null : { code: 'undo_refused', reason: 'room_taken' }
}

function isRoomLeft(db: Database, booking: BookingsRow, before: BookingsRow, businessDate: string): boolean {
  if (!holdsRoom(before.status)) return true
  const question = { ...stayOf(before), exceptBookingId: booking.id, businessDate }
  if (before.room_id !== null) {
    const taken = before.status === 'checked_in' && isOccupied(db, before.room_id, booking.id)
    return !taken && isRoomFree(db, { ...question, roomId: before.room_id })
  }
  // it had no room of its own, and what was let go of may have been sold
  return holdsRoom(booking.status) || loadFreeOfType(db, before.room_type_id, question) > 0
}
