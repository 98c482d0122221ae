import type { Database } from 'better-sqlite3'
import { err, ok } from '../../shared/kernel/result.ts'
import type { SnapshotPage } from '../../shared/protocol/pull.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { pauseFullText, resumeFullText } from '../store/mirror-indexes.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'
import { applySnapshotRows, sweepRange } from './apply-page.ts'
import {
  isOfThisServer,
  readMirrorProgress,
  readServerTables,
  writeMirrorProgress,
  type MirrorProgress,
  type ServerTable,
} from './state.ts'

export interface MirrorDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'snapshot' | 'snapshotToday'>
  readonly pageRows: number
  /** Asked between two pages: is there something more pressing? */
  readonly shouldYield: () => boolean
  readonly onPage: (tables: readonly string[]) => void
}

export type MirrorEnd = 'complete' | 'yielded' | 'stale'

/**
 * Mirrors the server: the house and the stays of today at once, so that the desk opens, then table by table in order of
 * ids. Each page is a transaction that also says how far it went, so that a restart goes on from there. What changes
 * meanwhile comes with the first pull, which starts from the snapshot before the first page. Until then a row may stand
 * here before the row that it refers to, so references are checked by that pull and not by these pages.
 */
export async function mirrorOn(deps: MirrorDeps): Promise<Answer<MirrorEnd>> {
  const { db } = deps
  const tables = readServerTables(db)
  let progress = knownProgress(db, tables)
  if (progress === null) {
    const today = await deps.remote.snapshotToday()
    if (!today.ok) return today
    if (!isOfThisServer(db, today.value)) return ok('stale')
    progress = openDesk(db, tables, today.value)
    deps.onPage(Object.keys(today.value.rows))
  }
  const fetchPage = ({ table, after }: MirrorProgress): Promise<Answer<SnapshotPage>> => {
    const names = tables.map(({ name }) => name)
    const more = names.slice(names.findIndex((name) => name === table) + 1)
    return deps.remote.snapshot({ table, after, limit: deps.pageRows, more })
  }
  let next = fetchPage(progress)
  for (;;) {
    const page = await next
    if (!page.ok) return page
    if (!isOfThisServer(db, page.value) || page.value.epoch !== progress.epoch) return ok('stale')
    const begun = tablesOf(tables, progress, page.value)
    if (!leadsOn(progress, page.value, begun)) return err({ code: 'bad_reply' })
    const moved = progressAfter(tables, progress, page.value, begun)
    const yields = moved !== null && deps.shouldYield()
    // the server reads the next page while this one is written
    if (moved !== null && !yields) next = fetchPage(moved)
    savePage(db, begun, progress, page.value, moved)
    deps.onPage(begun.map(({ name }) => name))
    if (moved === null) return ok('complete')
    if (yields) return ok('yielded')
    progress = moved
  }
}

/** A server whose pages have no end is none: each that is followed by another has rows, and goes further than before. */
function leadsOn(progress: MirrorProgress, page: SnapshotPage, begun: readonly ServerTable[]): boolean {
  const { after, rows } = page
  if (after === null) return true
  const isFurther = begun.length > 1 || progress.after === null || after > progress.after
  return isFurther && (rows[begun.at(-1)?.name ?? '']?.length ?? 0) > 0
}

/** Where it had come to, unless the server has no such table any more. */
function knownProgress(db: Database, tables: readonly ServerTable[]): MirrorProgress | null {
  const progress = readMirrorProgress(db)
  return tables.some((table) => table.name === progress?.table) ? progress : null
}

function openDesk(db: Database, tables: readonly ServerTable[], today: SnapshotPage): MirrorProgress {
  return inHaste(db, () => {
    for (const table of tables) applySnapshotRows(db, table, today.rows[table.name] ?? [])
    const progress: MirrorProgress = {
      cursor: today.snapshot,
      epoch: today.epoch,
      table: tables[0]?.name ?? '',
      after: null,
      rows: 0,
      total: tables.reduce((sum, table) => sum + table.rows, 0),
      sweeps: readSyncState(db, 'ready') !== null,
    }
    writeMirrorProgress(db, progress)
    pauseFullText(db)
    writeSyncState(db, 'ready', '1')
    return progress
  })
}

/** The tables that a page goes through: the one it was asked for, and of those that follow all that it names. */
function tablesOf(
  tables: readonly ServerTable[],
  progress: MirrorProgress,
  page: SnapshotPage,
): readonly ServerTable[] {
  const [first, ...following] = tables.slice(tables.findIndex((table) => table.name === progress.table))
  if (first === undefined) return []
  const end = following.findIndex(({ name }) => page.rows[name] === undefined)
  return [first, ...(end === -1 ? following : following.slice(0, end))]
}

/** Where the mirror stands after a page, or null at its end. */
function progressAfter(
  tables: readonly ServerTable[],
  progress: MirrorProgress,
  page: SnapshotPage,
  begun: readonly ServerTable[],
): MirrorProgress | null {
  const rows = begun.reduce((sum, { name }) => sum + (page.rows[name]?.length ?? 0), progress.rows)
  const last = begun.at(-1)
  if (page.after !== null)
    return { ...progress, rows, table: last?.name ?? progress.table, after: page.after }
  const following = tables[tables.findIndex((table) => table.name === last?.name) + 1]
  return following === undefined ? null : { ...progress, rows, table: following.name, after: null }
}

function savePage(
  db: Database,
  begun: readonly ServerTable[],
  progress: MirrorProgress,
  page: SnapshotPage,
  moved: MirrorProgress | null,
): void {
  inHaste(db, () => {
    for (const table of begun) {
      const rows = page.rows[table.name] ?? []
      applySnapshotRows(db, table, rows)
      const after = table.name === progress.table ? progress.after : null
      if (progress.sweeps) sweepRange(db, table, rows, after, table === begun.at(-1) ? page.after : null)
    }
    if (moved !== null) return writeMirrorProgress(db, moved)
    resumeFullText(db)
    writeSyncState(db, 'cursor', progress.cursor)
    clearSyncState(db, 'mirror_progress')
  })
}

/**
 * References are not checked yet, and a page that a power cut takes away is fetched again: neither is waited for. What
 * clerks do meanwhile goes through another connection, which does wait.
 */
function inHaste<T>(db: Database, work: () => T): T {
  db.pragma('foreign_keys = off')
  db.pragma('synchronous = normal')
  try {
    return withTransaction(db, work)
  } finally {
    db.pragma('synchronous = full')
    db.pragma('foreign_keys = on')
  }
}
