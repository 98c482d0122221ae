import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallName } from '../../../shared/contract/index.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import type { CommandOutcome } from '../../outbox/command.ts'
import { idsOfOp } from '../../outbox/op-ids.ts'
import { runOp } from '../../outbox/run-op.ts'
import type { CommandInput, DeskCommand } from '../desk-command.ts'
import { rerun } from '../rerun.ts'
import { aDesk, type TestDesk } from './desk.ts'

export interface Again {
  readonly desk: TestDesk
  readonly result: Result<CommandOutcome, CallError>
}

/** Does a command in a hotel, and runs it again in the same hotel as the server has it by then. */
export function againAt<Name extends CallName, Facts>(
  build: (hotel: TestHotel) => string,
  command: DeskCommand<Name, Facts>,
  input: (bookingId: string, hotel: TestHotel) => CommandInput<Name>,
  meanwhile: (hotel: TestHotel, bookingId: string) => void,
  /** Who gave their word for it at the first time; nobody is asked again. */
  approver?: StaffRole,
): Again {
  const first = aDesk(aHotel())
  const done = first.do(
    command,
    input(build(first.hotel), first.hotel),
    approver === undefined ? {} : { approver },
  )
  if (!done.ok) throw new Error(`refused: ${JSON.stringify(done.error)}`)
  const [op] = first.rows('select op_id, at, args, business_date from outbox')

  const desk = aDesk(aHotel())
  meanwhile(desk.hotel, build(desk.hotel))
  const context = {
    opId: String(op?.['op_id']),
    actor: { userId: desk.hotel.userId, role: 'front_desk' as const },
    terminal: { id: desk.hotel.terminalId, series: 'A' },
    businessDate: String(op?.['business_date']),
    at: String(op?.['at']),
    ids: idsOfOp(String(op?.['op_id']), String(op?.['at'])),
  }
  const run = runOp(desk.hotel.db, { name: command.name, offline: true, context }, (tx) =>
    rerun(tx, command.name, JSON.parse(String(op?.['args'])), context),
  )
  return { desk, result: run.ok ? { ok: true, value: run.value.outcome } : run }
}
