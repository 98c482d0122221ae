import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { rowWrite, type RowWrite } from '../../../shared/protocol/envelope.ts'
import type { PaymentsRow, SyncConflictsRow, TransactionsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

export function loadConflict(db: Database, conflictId: string): SyncConflictsRow | undefined {
  return prepared<SyncConflictsRow>(db, 'select * from sync_conflicts where id = ?').get(conflictId)
}

/**
 * The cards about a stay's room that a decision about its room settles: those that are open, and what the server decided
 * by itself.
 */
export function listRoomConflicts(db: Database, bookingId: string): readonly SyncConflictsRow[] {
  return prepared<SyncConflictsRow>(
    db,
    `select * from sync_conflicts
     where booking_id = ? and kind = 'room_taken' and (status = 'open' or resolution = 'moved_automatically')
     order by created_at, id`,
  ).all(bookingId)
}

/** Has this terminal a command about the stay on its way that the server will not be able to take as it is? */
export function isForeseen(db: Database, bookingId: string): boolean {
  return (
    prepared(
      db,
      `select 1 from outbox where booking_id = ? and state = 'pending' and trouble is not null limit 1`,
    ).get(bookingId) !== undefined
  )
}

/** What the server had instead, in the parts that a desk can use; whatever else a newer server says is left out. */
const theirsSchema = z.object({
  wantedRoomId: z.string().optional().catch(undefined),
  columns: z
    .record(z.string(), z.object({ was: z.json().optional(), mine: z.json(), theirs: z.json() }))
    .catch({}),
  table: z.string().optional().catch(undefined),
  id: z.string().optional().catch(undefined),
  suspense: z.array(z.string()).catch([]),
  payments: z.array(z.string()).catch([]),
})

export type Theirs = z.output<typeof theirsSchema>

export function theirsOf(conflict: SyncConflictsRow): Theirs {
  return theirsSchema.parse(JSON.parse(conflict.theirs))
}

const writesSchema = z.array(rowWrite).catch([])

/** What the card's desk wrote. */
export function writesOf(conflict: SyncConflictsRow): readonly RowWrite[] {
  return writesSchema.parse(JSON.parse(conflict.mine))
}

export interface WaitingMoney {
  readonly payments: readonly PaymentsRow[]
  readonly lines: readonly TransactionsRow[]
}

/** The money of a card that is in suspense still, with its lines of the ledger. */
export function loadWaitingMoney(db: Database, conflict: SyncConflictsRow): WaitingMoney {
  const { suspense, payments } = theirsOf(conflict)
  const ids = JSON.stringify([conflict.record_id, ...suspense, ...payments].filter((one) => one !== null))
  return {
    payments: prepared<PaymentsRow>(
      db,
      `select p.* from payments p
       where p.id in (select value from json_each(?)) and p.suspense_reason is not null order by p.created_at, p.id`,
    ).all(ids),
    lines: prepared<TransactionsRow>(
      db,
      `select x.* from transactions x
       where (x.id in (select value from json_each(@ids)) or x.payment_id in (select value from json_each(@ids)))
         and x.suspense_reason is not null order by x.created_at, x.id`,
    ).all({ ids }),
  }
}
