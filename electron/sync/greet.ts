import type { Database } from 'better-sqlite3'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { HelloReply } from '../../shared/protocol/pull.ts'
import { listOpsAfter } from '../outbox/kept-ops.ts'
import { headOfChain, saveOpRows } from '../outbox/outbox-rows.ts'
import { keepShadow } from '../outbox/shadows.ts'
import { isTableName } from '../../shared/protocol/rows.ts'
import { auditId } from '../outbox/audit.ts'
import { prepared } from '../store/prepared.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'
import {
  forgetMirror,
  readIncludedSeq,
  readServerTables,
  sharedColumns,
  writeIncludedSeq,
  writeServerTables,
} from './state.ts'

export interface Greeting {
  /** The mirror is whole, and of this server. */
  readonly mirrored: boolean
  readonly pending: boolean
}

export type GreetError =
  /** Not the server that this terminal was enrolled at, or not as this terminal. */
  | { readonly problem: 'not_a_terminal' }
  /** The server has heard more from this terminal than this terminal has said, or something else. */
  | { readonly problem: 'cloned' }

/** Compares what the server knows with what is here, and draws the consequences before anything else is said. */
export function acceptHello(db: Database, hello: HelloReply): Result<Greeting, GreetError> {
  if (hello.terminalId !== readSyncState(db, 'terminal_id')) return err({ problem: 'not_a_terminal' })
  return withTransaction(db, () => {
    const head = headOfChain(db)
    if (hello.lastSeq > head.seq || hasOtherHash(db, hello)) return err({ problem: 'cloned' })
    const before = readServerTables(db)
    writeServerTables(db, hello.tables)
    writeSyncState(db, 'schema_version', String(hello.schemaVersion))
    if (hasGrown(before, readServerTables(db))) forgetMirror(db)

    const epoch = readSyncState(db, 'epoch')
    if (epoch !== hello.epoch || hello.lastSeq < lastAnswered(db)) {
      if (epoch !== null) takeBack(db, hello.lastSeq)
      forgetMirror(db)
      writeSyncState(db, 'epoch', hello.epoch)
    }
    return ok({
      mirrored: readSyncState(db, 'cursor') !== null,
      pending: prepared(db, `select 1 from outbox where state = 'pending' limit 1`).get() !== undefined,
    })
  })
}

/**
 * The server has gone back in time, or is another life of it: what it answered after `lastSeq` it has forgotten. Those
 * commands go up again, under the same ids and with the same bytes, and stay in sight until then. Which rows they
 * changed, the new mirror has to be told before it comes: shadows keep the place of the server's version of each.
 */
function takeBack(db: Database, lastSeq: number): void {
  prepared(
    db,
    `update outbox set state = 'pending', status = null, reason = null, detail = null, acked_at = null, settled_at = null
     where seq > ? and state = 'acked'`,
  ).run(lastSeq)
  for (const op of listOpsAfter(db, lastSeq)) {
    saveOpRows(db, op.seq, op.writes)
    op.writes.forEach((write, index) => {
      if (isTableName(write.table)) keepShadow(db, write.table, write.id)
      keepShadow(db, 'audit_logs', auditId(op.opId, index))
    })
  }
  writeIncludedSeq(db, Math.min(readIncludedSeq(db), lastSeq))
}

function hasOtherHash(db: Database, { lastSeq, lastHash }: HelloReply): boolean {
  const ours = prepared<{ hash: string }>(db, 'select hash from outbox where seq = ?').get(lastSeq)
  return ours !== undefined && ours.hash !== lastHash
}

/** The last of my commands that the server has answered. */
function lastAnswered(db: Database): number {
  return (
    prepared<{ seq: number | null }>(db, `select max(seq) as seq from outbox where state = 'acked'`).get()
      ?.seq ?? 0
  )
}

function hasGrown(
  before: Parameters<typeof sharedColumns>[0],
  now: Parameters<typeof sharedColumns>[0],
): boolean {
  const known = sharedColumns(before)
  return [...sharedColumns(now)].some((column) => !known.has(column))
}
