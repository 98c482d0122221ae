import type { Database } from 'better-sqlite3'
import { isTableName } from '../../shared/protocol/rows.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { restoreShadows } from '../outbox/shadows.ts'
import { isNotUnique } from '../store/beside.ts'
import { prepared } from '../store/prepared.ts'
import { writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'
import { deleteRows } from '../store/writes/delete-rows.ts'
import { upsertRows } from '../store/writes/upsert-rows.ts'
import { checkShape, idsOf } from './apply-page.ts'
import type { Round } from './pull-round.ts'
import { rebase, type RebaseDeps, type Shows } from './rebase.ts'
import { showingWhatHolds } from './showing.ts'
import { readIncludedSeq, readServerTables, writeIncludedSeq, type ServerTable } from './state.ts'

export type ApplyDeps = Omit<RebaseDeps, 'shows'> & {
  /** Now, by the server's clock as far as it is known: UTC text. */
  readonly at: string
  /** Changes the server's rows before the round does: puts a fresh mirror in place, or what a comparison fetched again. */
  readonly before?: () => ReadonlySet<string>
}

/**
 * Makes a round the terminal's truth, in one transaction: the server's rows as they were under my own work, what changed
 * in them, how my commands ended, and what is still on its way on top again. Answers the tables that look different.
 */
export function applyRound(deps: ApplyDeps, round: Round): ReadonlySet<string> {
  const changed = applyWhole(deps, round)
  round.staging.clear()
  return changed
}

/** The server's changes come in whatever our own work looks like. */
function applyWhole(deps: ApplyDeps, round: Round): ReadonlySet<string> {
  const apply = (clearsFirst: boolean): ReadonlySet<string> =>
    showingWhatHolds((shows) => applyOnce(deps, round, { shows, clearsFirst }))
  try {
    return apply(false)
  } catch (error) {
    // Rows that have changed places in something unique, two rooms their numbers, go in when both are out.
    if (isNotUnique(error)) return apply(true)
    throw error
  }
}

interface How {
  readonly shows: Shows
  readonly clearsFirst: boolean
}

function applyOnce(deps: ApplyDeps, round: Round, { shows, clearsFirst }: How): ReadonlySet<string> {
  const { db, before } = deps
  return withTransaction(db, () => {
    const changed = new Set<string>()
    const includedSeq = readIncludedSeq(db)
    for (const result of round.results) saveResult(db, result, deps.at)
    if (before !== undefined || !round.staging.isEmpty() || round.ackedSeq !== includedSeq) {
      for (const table of restoreShadows(db)) changed.add(table)
      for (const table of before?.() ?? []) changed.add(table)
      if (clearsFirst) clearRows(db, round)
      for (const table of applyPages(db, round)) changed.add(table)
      writeIncludedSeq(db, round.ackedSeq)
      rebase({ ...deps, shows }, round.ackedSeq)
    }
    if (changed.has('sync_conflicts')) settleMine(db, deps.at)
    writeSyncState(db, 'cursor', round.target)
    writeSyncState(db, 'last_synced_at', deps.at)
    return changed
  })
}

function applyPages(db: Database, round: Round): ReadonlySet<string> {
  const changed = new Set<string>()
  const tables = new Map<string, ServerTable>(readServerTables(db).map((table) => [table.name, table]))
  for (const page of round.staging.pages()) {
    const table = tables.get(page.table)
    if (table === undefined || !isTableName(page.table)) continue
    checkShape(table, page.rows)
    upsertRows(db, page.table, table.columns, page.rows)
    deleteRows(db, page.table, page.gone)
    changed.add(page.table)
  }
  return changed
}

function clearRows(db: Database, round: Round): void {
  const tables = new Map<string, ServerTable>(readServerTables(db).map((table) => [table.name, table]))
  for (const page of round.staging.pages()) {
    const table = tables.get(page.table)
    if (table === undefined || !isTableName(page.table)) continue
    deleteRows(db, page.table, idsOf(table, page.rows))
  }
}

/** What went wrong with commands of mine and has been put right, wherever that was done. */
function settleMine(db: Database, at: string): void {
  prepared(
    db,
    `update outbox set settled_at = ? where settled_at is null and state = 'acked'
       and op_id in (select op_id from sync_conflicts where status = 'settled')`,
  ).run(at)
}
