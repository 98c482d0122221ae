import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { staffRoles, type StaffRole } from '../../shared/domain/staff/role.ts'
import type { Envelope, OpResult, OpStatus, RowWrite } from '../../shared/protocol/envelope.ts'
import { rowWrite } from '../../shared/protocol/envelope.ts'
import { wireValue, type WireValue } from '../../shared/protocol/wire.ts'
import { prepared } from '../store/prepared.ts'
import { canonicalJson, sealEnvelope } from './envelope.ts'
import { saveOpRows } from './outbox-rows.ts'

/** An op as the outbox keeps it: all that running it again needs. */
export interface KeptOp {
  readonly seq: number
  readonly opId: string
  readonly name: string
  readonly args: WireValue
  readonly actorId: string
  readonly actorRole: StaffRole
  readonly businessDate: string
  readonly at: string
  readonly monotonicMs: number
  readonly serverOffsetMs: number | null
  readonly offline: boolean
  readonly schemaVersion: number
  readonly writes: readonly RowWrite[]
  readonly prevHash: string
  readonly hash: string
  /** Given to the line before: the server may have these very bytes. */
  readonly sent: boolean
  /** Why its last run was refused, where it was. */
  readonly trouble: string | null
  /** That its numbers are of, where it was done under another name of this terminal. */
  readonly series: string | null
  /** The server's answer, where there was one. */
  readonly status: OpStatus | null
}

/** Ops whose effects the mirror does not show as the server's own, in order. */
export function listOpsAfter(db: Database, seq: number): readonly KeptOp[] {
  return prepared<OpRow>(
    db,
    `select seq, op_id, name, args, actor_id, actor_role, business_date, at, monotonic_ms, server_offset_ms, offline,
       schema_version, writes, prev_hash, hash, sent_at, trouble, series, status
     from outbox where seq > ? order by seq`,
  )
    .all(seq)
    .map(keptOp)
}

/** Saves what a new run of an op wrote, and what that makes of its envelope. Never for one that was sent. */
export function saveRerun(
  db: Database,
  op: KeptOp,
  outcome: {
    readonly writes: readonly RowWrite[]
    readonly prevHash: string
    readonly trouble: string | null
    /** The tables that the writes are of. */
    readonly schemaVersion: number
  },
): string {
  const envelope: Envelope = {
    seq: op.seq,
    opId: op.opId,
    name: op.name,
    args: op.args,
    actor: op.actorId,
    businessDate: op.businessDate,
    at: { wall: op.at, monotonicMs: op.monotonicMs, serverOffsetMs: op.serverOffsetMs },
    offline: op.offline,
    schemaVersion: outcome.schemaVersion,
    writes: [...outcome.writes],
    prevHash: outcome.prevHash,
  }
  const { body, hash } = sealEnvelope(envelope)
  if (hash === op.hash && outcome.trouble === op.trouble) return hash
  prepared(
    db,
    `update outbox set writes = ?, body = ?, prev_hash = ?, hash = ?, trouble = ?, schema_version = ? where seq = ?`,
  ).run(
    canonicalJson(envelope.writes),
    body,
    outcome.prevHash,
    hash,
    outcome.trouble,
    outcome.schemaVersion,
    op.seq,
  )
  saveOpRows(db, op.seq, outcome.writes)
  return hash
}

/** Keeps how an op ended at the server. One that is not ours by its id is not the server's to answer. */
export function saveResult(db: Database, result: OpResult, at: string): boolean {
  const { changes } = prepared(
    db,
    `update outbox set state = 'acked', status = ?, reason = ?, detail = ?, server_order = coalesce(?, server_order),
       acked_at = coalesce(acked_at, ?), trouble = null
     where seq = ? and op_id = ?`,
  ).run(result.status, result.reason, canonicalJson(result.detail), result.order, at, result.seq, result.opId)
  if (changes === 0) return false
  prepared(db, 'delete from outbox_rows where seq = ?').run(result.seq)
  return true
}

interface OpRow {
  readonly seq: number
  readonly op_id: string
  readonly name: string
  readonly args: string
  readonly actor_id: string
  readonly actor_role: string
  readonly business_date: string
  readonly at: string
  readonly monotonic_ms: number
  readonly server_offset_ms: number | null
  readonly offline: 0 | 1
  readonly schema_version: number
  readonly writes: string
  readonly prev_hash: string
  readonly hash: string
  readonly sent_at: string | null
  readonly trouble: string | null
  readonly series: string | null
  readonly status: OpStatus | null
}

const writesOf = z.array(rowWrite)
const roleOf = z.enum(staffRoles)

function keptOp(row: OpRow): KeptOp {
  return {
    seq: row.seq,
    opId: row.op_id,
    name: row.name,
    args: wireValue.parse(JSON.parse(row.args)),
    actorId: row.actor_id,
    actorRole: roleOf.parse(row.actor_role),
    businessDate: row.business_date,
    at: row.at,
    monotonicMs: row.monotonic_ms,
    serverOffsetMs: row.server_offset_ms,
    offline: row.offline === 1,
    schemaVersion: row.schema_version,
    writes: writesOf.parse(JSON.parse(row.writes)),
    prevHash: row.prev_hash,
    hash: row.hash,
    sent: row.sent_at !== null,
    trouble: row.trouble,
    series: row.series,
    status: row.status,
  }
}
