import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { CommandInput, DeskCommand } from '../commands/desk-command.ts'
import { perform } from '../commands/perform.ts'
import type { CommandDone } from '../outbox/run-command.ts'
import { attempt } from '../store/transaction.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Staff } from './handlers.ts'

/** Does a command for somebody at the desk; once it is on the disk, windows and line hear of it. */
export function doCommand<Name extends CallName, Facts>(
  deps: DeskDeps,
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
  requestId: string,
  staff: Staff,
): Result<CommandDone, CallError> {
  const { db, clock, ids, line } = deps
  const desk = { actor: actorOf(staff), clock, ids, offline: line.isDown() }
  const approver = staff.approver === undefined ? {} : { approver: actorOf(staff.approver) }
  const done = perform(db, command, withoutApproval(input), requestId, { ...desk, ...approver })
  if (done.ok && done.value.tables.length > 0) {
    deps.tellChanged(done.value.tables)
    line.committed()
  }
  return done
}

/** Several commands as one step: all of them or none, and windows and line hear of it once it is on the disk. */
export function doTogether<T>(
  deps: DeskDeps,
  steps: (deps: DeskDeps) => Result<T, CallError>,
): Result<T, CallError> {
  const tables = new Set<string>()
  const within: DeskDeps = {
    ...deps,
    line: { ...deps.line, committed: () => {} },
    tellChanged: (changed) => changed.forEach((table) => tables.add(table)),
  }
  const done = attempt(deps.db, () => steps(within))
  if (done.ok && tables.size > 0) {
    deps.tellChanged([...tables])
    deps.line.committed()
  }
  return done
}

function actorOf({ userId, role }: Staff) {
  return { userId, role }
}

/** The manager's word counts once, and is no part of what was asked. */
function withoutApproval<Input extends object>(input: Input): Input {
  if (!('approvalId' in input)) return input
  const { approvalId: _, ...rest }: Input & { approvalId: unknown } = input
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no command's input has it
  return rest as unknown as Input
}

/** Does a command about a stay, and answers with the stay as it is then. */
export function doBookingCommand<Name extends CallName, Facts>(
  deps: DeskDeps,
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
  requestId: string,
  staff: Staff,
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
