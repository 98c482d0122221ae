import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Envelope, RowWrite, SignedOp } from '../../shared/protocol/envelope.ts'
import type { StaffRole } from '../../shared/domain/staff/role.ts'
import { prepared } from '../store/prepared.ts'
import type { CommandOutcome } from './command.ts'
import { canonicalJson, firstHash } from './envelope.ts'

export interface NewOp {
  readonly envelope: Envelope
  readonly op: SignedOp
  readonly requestId: string
  readonly argsText: string
  readonly role: StaffRole
  readonly outcome: CommandOutcome
}

/** Puts an op at the end of the queue. */
export function appendOp(db: Database, { envelope, op, requestId, argsText, role, outcome }: NewOp): void {
  prepared(
    db,
    `insert into outbox (seq, op_id, request_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
       monotonic_ms, server_offset_ms, offline, schema_version, writes, body, prev_hash, hash, reply)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    op.seq,
    envelope.opId,
    requestId,
    envelope.name,
    argsText,
    outcome.subject,
    outcome.bookingId,
    envelope.actor,
    role,
    envelope.businessDate,
    envelope.at.wall,
    envelope.at.monotonicMs,
    envelope.at.serverOffsetMs,
    envelope.offline ? 1 : 0,
    envelope.schemaVersion,
    canonicalJson(envelope.writes),
    op.body,
    envelope.prevHash,
    op.hash,
    canonicalJson(outcome.reply ?? {}),
  )
  saveOpRows(db, op.seq, envelope.writes)
}

/** Says which rows an op touches, in place of what was said before. */
export function saveOpRows(db: Database, seq: number, writes: readonly RowWrite[]): void {
  prepared(db, 'delete from outbox_rows where seq = ?').run(seq)
  const insert = prepared(db, 'insert or ignore into outbox_rows (table_name, row_id, seq) values (?, ?, ?)')
  for (const write of writes) insert.run(write.table, write.id, seq)
}

/** What the next op follows. */
export function headOfChain(db: Database): { readonly seq: number; readonly hash: string } {
  const last = prepared<{ seq: number; hash: string }>(
    db,
    'select seq, hash from outbox order by seq desc limit 1',
  ).get()
  return last ?? { seq: 0, hash: firstHash }
}

export interface FinishedRequest {
  readonly opId: string
  readonly seq: number
  readonly name: string
  readonly args: string
  readonly subject: string
  readonly bookingId: string | null
  readonly reply: Readonly<Record<string, string | number | boolean | null>>
}

const replyRecord = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** The op that a request made when it was first asked. */
export function findOpOfRequest(db: Database, requestId: string): FinishedRequest | undefined {
  const row = prepared<Omit<FinishedRequest, 'reply'> & { readonly reply: string }>(
    db,
    `select op_id as opId, seq, name, args, subject, booking_id as bookingId, reply from outbox where request_id = @requestId
     union all
     select op_id, seq, name, args, subject, booking_id, reply from retired_ops where request_id = @requestId`,
  ).get({ requestId })
  return row === undefined ? undefined : { ...row, reply: replyRecord.parse(JSON.parse(row.reply)) }
}
