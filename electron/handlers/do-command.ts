import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { CommandInput, DeskCommand } from '../commands/desk-command.ts'
import { perform } from '../commands/perform.ts'
import type { CommandDone } from '../outbox/run-command.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'

/** Does a command for somebody at the desk; once it is on the disk, windows and line hear of it. */
export function doCommand<Name extends CallName, Facts>(
  deps: DeskDeps,
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
  requestId: string,
  staff: StaffMember,
): Result<CommandDone, CallError> {
  const { db, clock, ids, line } = deps
  const actor = { userId: staff.userId, role: staff.role }
  const done = perform(db, command, input, requestId, { actor, clock, ids, offline: line.isDown() })
  if (done.ok && done.value.tables.length > 0) {
    deps.tellChanged(done.value.tables)
    line.committed()
  }
  return done
}

/** Does a command about a stay, and answers with the stay as it is then. */
export function doBookingCommand<Name extends CallName, Facts>(
  deps: DeskDeps,
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
  requestId: string,
  staff: StaffMember,
): Result<{ readonly booking: BookingDetail; readonly done: CommandDone }, CallError> {
  const done = doCommand(deps, command, input, requestId, staff)
  if (!done.ok) return done
  const day = readyDay(deps.db)
  if (!day.ok) return day
  const { bookingId } = done.value
  const booking = bookingId === null ? null : loadBookingDetail(deps.db, bookingId, day.value)
  return booking === null ? err({ code: 'not_found' }) : ok({ booking, done: done.value })
}

/** The stay alone, as most commands answer. */
export function bookingReply(done: ReturnType<typeof doBookingCommand>) {
  return done.ok ? ok({ booking: done.value.booking }) : done
}
