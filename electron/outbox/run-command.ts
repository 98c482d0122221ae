import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { instantOf, type Clock } from '../../shared/kernel/clock.ts'
import type { Ids } from '../../shared/kernel/ids.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { Envelope } from '../../shared/protocol/envelope.ts'
import { schemaVersion } from '../../shared/protocol/rows.ts'
import { wireValue } from '../../shared/protocol/wire.ts'
import { attempt } from '../store/transaction.ts'
import type { Command, CommandContext } from './command.ts'
import { canonicalJson, sealEnvelope } from './envelope.ts'
import { idsOfOp } from './op-ids.ts'
import { appendOp, findOpOfRequest, headOfChain } from './outbox-rows.ts'
import { runOp } from './run-op.ts'
import { terminalFacts } from './terminal-facts.ts'

/** Who does it, when, and by which clock. */
export interface Desk {
  readonly actor: CommandContext['actor']
  readonly clock: Clock
  /** Where the op's own id comes from. */
  readonly ids: Ids
  /** The terminal has no line just now. */
  readonly offline: boolean
}

/** A command that is done: on this disk for good, and on its way to the server. */
export interface CommandDone {
  readonly opId: string
  readonly seq: number
  readonly subject: string
  readonly bookingId: string | null
  readonly reply: Readonly<Record<string, string | number | boolean | null>>
  /** Tables it changed here; empty when the same request had been done before. */
  readonly tables: readonly string[]
}

/**
 * Does what the clerk asked, once: rows, audit rows and the outbox row are one durable transaction, and a refusal leaves
 * nothing behind. The same `requestId` again answers what it answered then.
 */
export function runCommand<Args>(
  db: Database,
  command: Command<Args>,
  args: Args,
  desk: Desk,
  requestId: string,
): Result<CommandDone, CallError> {
  const argsText = wellFormedJson(args)
  if (argsText === null) return err({ code: 'invalid_input' })
  return attempt(db, () => {
    const done = findOpOfRequest(db, requestId)
    if (done !== undefined) {
      if (done.name !== command.name || done.args !== argsText)
        return err({ code: 'invalid_input', field: 'requestId' })
      return ok({ ...done, tables: [] })
    }
    const facts = terminalFacts(db)
    if (!facts.ok) return facts

    const opId = desk.ids.fresh()
    const at = instantOf(desk.clock)
    const context: CommandContext = {
      opId,
      actor: desk.actor,
      terminal: facts.value.terminal,
      businessDate: facts.value.businessDate,
      at,
      ids: idsOfOp(opId, at),
    }
    const run = runOp(db, { name: command.name, offline: desk.offline, context }, (tx) =>
      command.run(tx, args, context),
    )
    if (!run.ok) return run

    const { outcome, writes } = run.value
    const head = headOfChain(db)
    const envelope: Envelope = {
      seq: head.seq + 1,
      opId,
      name: command.name,
      args: wireValue.parse(JSON.parse(argsText)),
      actor: desk.actor.userId,
      businessDate: context.businessDate,
      at: {
        wall: at,
        monotonicMs: Math.round(desk.clock.monotonic()),
        serverOffsetMs: facts.value.serverOffsetMs,
      },
      offline: desk.offline,
      schemaVersion,
      writes: [...writes],
      prevHash: head.hash,
    }
    appendOp(db, {
      envelope,
      op: sealEnvelope(envelope),
      requestId,
      argsText,
      role: desk.actor.role,
      outcome,
    })
    return ok({
      opId,
      seq: envelope.seq,
      subject: outcome.subject,
      bookingId: outcome.bookingId,
      reply: outcome.reply ?? {},
      tables: [...new Set([...writes.map((write) => write.table), 'audit_logs'])],
    })
  })
}

/** Null for what cannot travel as JSON: half a surrogate pair in a name, pasted from somewhere broken. */
function wellFormedJson(args: unknown): string | null {
  try {
    return canonicalJson(args)
  } catch {
    return null
  }
}
