import type { CallError } from '../../shared/contract/errors.ts'
import { err, type Result } from '../../shared/kernel/result.ts'
import type { Command, CommandContext, CommandOutcome, CommandTx } from '../outbox/command.ts'
import { assignRoom } from './assign-room.ts'
import { cancel } from './cancel.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { createBooking } from './create-booking.ts'
import { postCharge } from './post-charge.ts'
import { setHousekeeping } from './set-housekeeping.ts'
import { takePayment } from './take-payment.ts'
import { undo } from './undo.ts'
import { walkIn } from './walk-in.ts'

/**
 * Every command by the contract's name, for the sync engine to run those again that are still on their way
 * when the server's rows come in.
 */
export const commands = {
  'booking.create': createBooking,
  'booking.walkIn': walkIn,
  'booking.assignRoom': assignRoom,
  'booking.checkIn': checkIn,
  'booking.checkOut': checkOut,
  'booking.cancel': cancel,
  'booking.undo': undo,
  'folio.postCharge': postCharge,
  'folio.takePayment': takePayment,
  'room.setHousekeeping': setHousekeeping,
} as const

/** Runs a command again, by its name and with what it was first run with. */
export function rerunCommand(
  tx: CommandTx,
  name: string,
  args: unknown,
  context: CommandContext,
): Result<CommandOutcome, CallError> {
  const known: Readonly<Record<string, Command<never>>> = commands
  const command = Object.hasOwn(known, name) ? known[name] : undefined
  if (command === undefined) return err({ code: 'unknown_call' })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this command wrote into the outbox itself
  return command.run(tx, args as never, context)
}
