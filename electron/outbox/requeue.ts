import type { Database } from 'better-sqlite3'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { prepared } from '../store/prepared.ts'
import { firstHash } from './envelope.ts'
import { listOpsAfter, saveRerun } from './kept-ops.ts'

export interface Rename {
  readonly from: { readonly terminalId: string; readonly series: string }
  /** With a series where the codes that were given may be given by the other copy as well: it goes behind them. */
  readonly to: { readonly terminalId: string; readonly series?: string }
}

/**
 * Another copy of this disk has gone on under the terminal's name: what it did is not what this one did, and the server
 * takes one of them at its word. So this one starts anew under another name. What the server has answered is put aside;
 * what was still on its way is queued again from 1, under the same ids, with the numbers that guests have been told, and
 * without a claim on the old series. Within the caller's transaction, which runs it all again.
 */
export function requeueOps(db: Database, { from, to }: Rename): void {
  prepared(
    db,
    `insert or ignore into retired_ops (terminal_id, seq, op_id, request_id, name, args, subject, booking_id, body, hash,
       reply, status, reason, acked_at)
     select ?, seq, op_id, request_id, name, args, subject, booking_id, body, hash, reply, status, reason, acked_at
     from outbox where state = 'acked'`,
  ).run(from.terminalId)
  prepared(db, `delete from outbox where state = 'acked'`).run()
  prepared(db, 'delete from outbox_rows').run()
  // first out of the way, as a number is given once
  prepared(db, 'update outbox set seq = -seq').run()
  const waiting = prepared<{ seq: number }>(db, 'select seq from outbox order by seq desc').all()
  const renumber = prepared(
    db,
    `update outbox set seq = ?, sent_at = null, server_order = null, failures = 0, series = coalesce(series, ?)
     where seq = ?`,
  )
  for (const [index, { seq }] of waiting.entries()) renumber.run(index + 1, from.series, seq)

  let prevHash = firstHash
  for (const op of listOpsAfter(db, 0)) {
    const writes = op.writes.filter(({ table }) => table !== 'number_series').map(renamed(from, to))
    prevHash = saveRerun(db, op, {
      writes,
      prevHash,
      trouble: op.trouble,
      schemaVersion: op.schemaVersion,
    })
  }
}

/** Rows say at which terminal they were made: only of itself may a terminal say so. */
function renamed(from: Rename['from'], to: Rename['to']): (write: RowWrite) => RowWrite {
  return (write) => {
    const set = { ...write.set }
    if (set['terminal_id'] === from.terminalId) set['terminal_id'] = to.terminalId
    const code = write.verb === 'insert' && to.series !== undefined ? codes[write.table] : undefined
    if (code !== undefined && typeof set[code] === 'string') set[code] = `${set[code]}-${to.series}`
    return { ...write, set }
  }
}

/** What guests are told, and is nobody else's. */
export const codes: Readonly<Record<string, string>> = {
  bookings: 'booking_code',
  payments: 'payment_code',
}
