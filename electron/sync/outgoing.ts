import type { Database } from 'better-sqlite3'
import type { OutgoingOp } from '../remote/remote.ts'
import { prepared } from '../store/prepared.ts'
import { withTransaction } from '../store/transaction.ts'

/** A megabyte at once is what every gateway lets through. */
const maxBatchChars = 900_000

/** Marks the oldest commands as given to the line before they are: from here on their bytes are fixed (see `rebase`). */
export function takeOps(db: Database, limit: number, at: string): readonly OutgoingOp[] {
  return withTransaction(db, () => {
    const rows = prepared<OutgoingRow>(
      db,
      `select seq, op_id, name, actor_id, business_date, body, hash, server_order, quarantine
       from outbox where state = 'pending' order by seq limit ?`,
    ).all(limit)
    let chars = 0
    const batch = rows.filter(
      (row, index) =>
        (chars += row.quarantine === null ? row.body.length : 0) <= maxBatchChars || index === 0,
    )
    const last = batch.at(-1)
    if (last !== undefined)
      prepared(db, 'update outbox set sent_at = ? where sent_at is null and seq <= ?').run(at, last.seq)
    return batch.map(outgoingOf)
  })
}

/** The oldest command on its way after this one. */
export function pendingAfter(db: Database, seq: number): number | null {
  return (
    prepared<{ seq: number }>(
      db,
      `select seq from outbox where state = 'pending' and seq > ? order by seq limit 1`,
    ).get(seq)?.seq ?? null
  )
}

interface OutgoingRow {
  readonly seq: number
  readonly op_id: string
  readonly name: string
  readonly actor_id: string
  readonly business_date: string
  readonly body: string
  readonly hash: string
  readonly server_order: number | null
  readonly quarantine: string | null
}

function outgoingOf(row: OutgoingRow): OutgoingOp {
  const { seq, body, hash } = row
  if (row.quarantine === null)
    return { seq, body, hash, ...(row.server_order === null ? {} : { order: row.server_order }) }
  return {
    seq,
    hash,
    quarantined: {
      opId: row.op_id,
      name: row.name,
      actor: row.actor_id,
      businessDate: row.business_date,
      reason: row.quarantine,
    },
  }
}
