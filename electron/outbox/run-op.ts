import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { saveAuditRows } from './audit.ts'
import type { CommandContext, CommandOutcome, CommandTx } from './command.ts'
import { recordWrites } from './record-writes.ts'

export interface OpRun {
  readonly outcome: CommandOutcome
  readonly writes: readonly RowWrite[]
}

/** One run of an op on the rows as they are: its writes and their audit rows. The caller's transaction keeps or drops them. */
export function runOp(
  db: Database,
  op: { readonly name: string; readonly offline: boolean; readonly context: CommandContext },
  run: (tx: CommandTx) => Result<CommandOutcome, CallError>,
): Result<OpRun, CallError> {
  const { context } = op
  const recorder = recordWrites(db, context.at)
  const outcome = run(recorder.tx)
  if (!outcome.ok) return outcome
  const writes = recorder.writes()
  saveAuditRows(
    db,
    {
      opId: context.opId,
      command: op.name,
      actorId: context.actor.userId,
      terminalId: context.terminal.id,
      businessDate: context.businessDate,
      at: context.at,
      offline: op.offline,
    },
    writes,
  )
  return ok({ outcome: outcome.value, writes })
}
