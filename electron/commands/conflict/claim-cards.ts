import type { Database } from 'better-sqlite3'
import type { CallError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/kernel/result.ts'
import type { SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import type { CommandContext, CommandTx } from '../../outbox/command.ts'
import { isForeseen, listRoomConflicts, loadConflict } from '../../store/loads/conflict.ts'

/** What became of a conflict, as its card keeps it. */
export type Resolution =
  | 'room_given'
  | 'other_moved'
  | 'split'
  | 'relocated'
  | 'cancelled'
  | 'attached'
  | 'kept'
  | 'to_refund'
  | 'mine_taken'
  | 'theirs_kept'
  | 'acknowledged'

/**
 * Marks cards as settled, before anything else is written: of two desks that settle one card at once the server lets
 * the first, by this very write, and tells the second.
 */
export function claimCards(
  tx: CommandTx,
  context: CommandContext,
  cardIds: readonly string[],
  outcome: { readonly resolution: Resolution; readonly note?: string },
): Result<void, CallError> {
  for (const cardId of cardIds) {
    const card = loadConflict(tx.db, cardId)
    if (card !== undefined && !isClaimable(card)) return err({ code: 'conflict_settled' })
  }
  for (const cardId of cardIds) {
    // one that has left the mirror was settled, and its stay archived
    if (loadConflict(tx.db, cardId) === undefined) continue
    tx.update('sync_conflicts', cardId, {
      status: 'settled',
      resolution: outcome.resolution,
      note: outcome.note ?? null,
      settled_at: context.at,
      settled_by: context.actor.userId,
    })
  }
  return ok(undefined)
}

/** The cards that a decision about a stay's room settles; refused where somebody has decided it already. */
export function findRoomCards(db: Database, bookingId: string): Result<readonly string[], CallError> {
  const cards = listRoomConflicts(db, bookingId)
  if (cards.length === 0 && !isForeseen(db, bookingId)) return err({ code: 'conflict_settled' })
  return ok(cards.map(({ id }) => id))
}

/** A card that waits for a decision. */
export function findOpenCard(db: Database, conflictId: string): Result<SyncConflictsRow, CallError> {
  const card = loadConflict(db, conflictId)
  if (card === undefined) return err({ code: 'not_found', field: 'conflictId' })
  return isClaimable(card) ? ok(card) : err({ code: 'conflict_settled' })
}

function isClaimable({ status, resolution }: SyncConflictsRow): boolean {
  return status === 'open' || resolution === 'moved_automatically'
}
