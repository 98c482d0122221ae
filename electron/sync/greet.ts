import type { Database } from 'better-sqlite3'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { HelloReply } from '../../shared/protocol/pull.ts'
import { isTableName, schemaVersion } from '../../shared/protocol/rows.ts'
import { auditId } from '../outbox/audit.ts'
import { listOpsAfter } from '../outbox/kept-ops.ts'
import { headOfChain, saveOpRows } from '../outbox/outbox-rows.ts'
import { keepShadow } from '../outbox/shadows.ts'
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
  /** Whose version is too old for commands to go up. */
  readonly outdated: 'update_terminal' | 'update_server' | null
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
    const epoch = readSyncState(db, 'epoch')
    const forgot = hello.lastSeq < lastAnswered(db)
    if (forgot) takeBack(db, hello.lastSeq)
    if (isAnothers(db, hello)) return err({ problem: 'cloned' })
    const before = readServerTables(db)
    writeServerTables(db, hello.tables)
    writeSyncState(db, 'schema_version', String(hello.schemaVersion))
    const grown = hasGrown(before, readServerTables(db))
    const otherScope = hello.scope !== readSyncState(db, 'scope')
    if (epoch !== hello.epoch || forgot || grown || otherScope) forgetMirror(db)
    writeSyncState(db, 'epoch', hello.epoch)
    writeSyncState(db, 'scope', hello.scope)
    return ok({
      mirrored: readSyncState(db, 'cursor') !== null,
      pending: prepared(db, `select 1 from outbox where state = 'pending' limit 1`).get() !== undefined,
      outdated: outdated(hello),
    })
  })
}

/** Another copy of this disk speaks under this terminal's name, or what it said under it is no longer all here. */
function isAnothers(db: Database, hello: HelloReply): boolean {
  return (
    readSyncState(db, 'work_lost') !== null ||
    hello.lastSeq > headOfChain(db).seq ||
    hasOtherHash(db, hello) ||
    hasGap(db, hello.lastSeq)
  )
}

/** A newer server understands what an older program sends, for a while; an older one cannot know what it means. */
function outdated(hello: HelloReply): Greeting['outdated'] {
  if (schemaVersion < hello.oldestSchemaVersion) return 'update_terminal'
  return schemaVersion > hello.schemaVersion ? 'update_server' : null
}

/**
 * The server has gone back in time, or is another life of it: what it answered after `lastSeq` it has forgotten. Those
 * commands go up again, under the same ids and with the same bytes, and stay in sight until then. Which rows they
 * changed, the new mirror has to be told before it comes: shadows keep the place of the server's version of each.
 */
export function takeBack(db: Database, lastSeq: number): void {
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

/** What would have to follow is not kept any more: the server was put back further than it ever should be. */
function hasGap(db: Database, lastSeq: number): boolean {
  const next = prepared<{ seq: number }>(db, 'select seq from outbox where seq > ? order by seq limit 1').get(
    lastSeq,
  )
  return next !== undefined && next.seq > lastSeq + 1
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
