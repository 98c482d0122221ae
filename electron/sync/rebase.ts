import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { err, type Result } from '../../shared/kernel/result.ts'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { isTableName, schemaVersion } from '../../shared/protocol/rows.ts'
import type { WireValue } from '../../shared/protocol/wire.ts'
import { saveAuditRows } from '../outbox/audit.ts'
import type { CommandContext, CommandOutcome, CommandTx } from '../outbox/command.ts'
import { listOpsAfter, saveRerun, type KeptOp } from '../outbox/kept-ops.ts'
import { idsOfOp } from '../outbox/op-ids.ts'
import { replayWrites } from '../outbox/replay-writes.ts'
import { runOp } from '../outbox/run-op.ts'
import { isDangling } from '../store/dangling.ts'
import { attempt, withTransaction } from '../store/transaction.ts'
import { withUniqueCodes } from './unique-codes.ts'

/** Runs a command again, by its name: the desk's commands, which the engine does not know. */
export type Rerun = (
  tx: CommandTx,
  name: string,
  args: WireValue,
  context: CommandContext,
) => Result<CommandOutcome, CallError>

export interface RebaseDeps {
  readonly db: Database
  readonly terminal: CommandContext['terminal']
  readonly rerun: Rerun
  readonly shows: Shows
}

/**
 * How much of what was given to the line, or cannot be done any more, is shown: all that it wrote; of that, what hangs on
 * nothing that is gone, as where a server went back to before a stay that another terminal has yet to bring back; or its
 * numbers alone.
 */
export type Shows = 'all' | 'sound' | 'numbers'

/**
 * Puts the work that the server's rows do not show yet back on top of them, within the caller's transaction.
 *
 * An op that was never given to the line is run again by name and arguments: its writes, body and hash are made anew,
 * and so are those of all after it. One that has been given to the line may be at the server already, whatever the
 * line says: a request whose answer is lost may still lie in some proxy. The server knows ops by their seq and the hash
 * of their bytes; other bytes under the same seq are to it a cloned disk, and the next op would follow from a hash it
 * has never seen. So such an op keeps its bytes for ever, and what it wrote is shown as it was sent: that is what the
 * server has merged or will merge, with the `was` it carries, and the pull that includes it says what came of it.
 * Sent ops are a prefix of the queue, so the chain is: what was sent, then what is made anew.
 *
 * One that its command now refuses stays in the queue with the writes of its last good run and is marked: the clerk was
 * told that it is done, and the server alone says how it ends. It is shown as it was, so that what came after it, a
 * payment for a stay, has something to hang on.
 */
export function rebase(deps: RebaseDeps, includedSeq: number): void {
  let prevHash: string | null = null
  for (const op of listOpsAfter(deps.db, includedSeq)) {
    if (op.sent) {
      // what the server has refused is gone from its rows and leaves ours
      if (op.status !== 'refused' && op.status !== 'conflict') show(deps, op)
      prevHash = op.hash
      continue
    }
    prevHash = runAgain(deps, op, prevHash ?? op.prevHash)
  }
}

/** Shows what the server has taken, and the mirror does not show yet, as it was sent. */
export function showAccepted(deps: RebaseDeps, includedSeq: number): void {
  for (const op of listOpsAfter(deps.db, includedSeq))
    if (op.status === 'applied' || op.status === 'merged' || op.status === 'parked') show(deps, op)
}

function runAgain(deps: RebaseDeps, op: KeptOp, prevHash: string): string {
  const context = contextOf(deps, op)
  const run = attempt(deps.db, () => runSafely(deps, op, context))
  if (run.ok)
    return saveRerun(deps.db, op, {
      writes: run.value.writes,
      prevHash,
      trouble: null,
      schemaVersion,
    })
  show(deps, op)
  return saveRerun(deps.db, op, {
    writes: op.writes,
    prevHash,
    trouble: run.error.code,
    schemaVersion: op.schemaVersion,
  })
}

/** A command that throws on rows it never thought of must not keep the server's changes out. */
function runSafely(deps: RebaseDeps, op: KeptOp, context: CommandContext): ReturnType<typeof runOp> {
  try {
    return runOp(deps.db, { name: op.name, offline: op.offline, context }, (tx) =>
      deps.rerun(
        op.series === null ? tx : withUniqueCodes(tx, deps.terminal.series),
        op.name,
        op.args,
        context,
      ),
    )
  } catch (error) {
    rethrowIfOver(deps.db, error)
    return err({ code: 'internal' })
  }
}

/** Shows an op as its last run left it, or, where the rows do not allow that any more, no more of it than its numbers. */
function show(deps: RebaseDeps, op: KeptOp): void {
  if (deps.shows === 'all' && tryShow(deps, op, op.writes)) return
  if (deps.shows === 'sound' && tryShowSound(deps, op)) return
  // a number that a guest has been told is never given again
  tryShow(deps, op, op.writes.filter(isNumber))
}

/** What leads nowhere is left out, and then what hangs on that. */
function tryShowSound(deps: RebaseDeps, op: KeptOp): boolean {
  let writes = op.writes
  for (;;) {
    const dangling = new Set<RowWrite>()
    if (tryShow(deps, op, writes, dangling)) return true
    if (dangling.size === 0) return false
    writes = writes.filter((write) => !dangling.has(write))
  }
}

/** With `dangling` given, shows nothing where a row would refer to what is not there, and says which. */
function tryShow(
  deps: RebaseDeps,
  op: KeptOp,
  writes: readonly RowWrite[],
  dangling?: Set<RowWrite>,
): boolean {
  try {
    withTransaction(deps.db, () => {
      replayWrites(deps.db, writes, op.at)
      if (dangling !== undefined) {
        for (const write of writes)
          if (isTableName(write.table) && isDangling(deps.db, write.table, write.id)) dangling.add(write)
        if (dangling.size > 0) throw new DanglingError()
      }
      if (writes === op.writes) saveAuditRows(deps.db, auditFacts(deps, op), writes)
    })
    return true
  } catch (error) {
    rethrowIfOver(deps.db, error)
    return false
  }
}

class DanglingError extends Error {}

/** A full or failing disk ends the whole transaction: going on would write outside of it. */
function rethrowIfOver(db: Database, error: unknown): void {
  if (!db.inTransaction) throw error
}

function isNumber(write: RowWrite): boolean {
  return write.table === 'number_series'
}

function contextOf({ terminal }: RebaseDeps, op: KeptOp): CommandContext {
  return {
    opId: op.opId,
    actor: { userId: op.actorId, role: op.actorRole },
    terminal: { id: terminal.id, series: op.series ?? terminal.series },
    businessDate: op.businessDate,
    at: op.at,
    ids: idsOfOp(op.opId, op.at),
  }
}

function auditFacts({ terminal }: RebaseDeps, op: KeptOp): Parameters<typeof saveAuditRows>[1] {
  return {
    opId: op.opId,
    command: op.name,
    actorId: op.actorId,
    terminalId: terminal.id,
    businessDate: op.businessDate,
    at: op.at,
    offline: op.offline,
  }
}
