import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { isTableName, type TableName } from '../../shared/protocol/rows.ts'
import { columnsOf } from '../store/codec.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'

/** A table as the server sends it. */
export interface ServerTable {
  readonly name: TableName
  /** In the order in which values travel; may be more than this terminal knows. */
  readonly columns: readonly string[]
  /** About how many rows there are. */
  readonly rows: number
}

const serverTables = z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int() }))

/** The server's tables that this terminal knows, parents before children. */
export function readServerTables(db: Database): readonly ServerTable[] {
  const text = readSyncState(db, 'server_tables')
  if (text === null) return []
  return serverTables
    .parse(JSON.parse(text))
    .flatMap(({ name, ...table }) => (isTableName(name) ? [{ name, ...table }] : []))
}

export function writeServerTables(db: Database, tables: z.input<typeof serverTables>): void {
  writeSyncState(db, 'server_tables', JSON.stringify(tables))
}

/** What both sides know: when it grows, rows that have long been here lack what is new. */
export function sharedColumns(tables: readonly ServerTable[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap(({ name, columns }) => {
      const known = new Set(columnsOf(name).map((column) => column.name))
      return columns.filter((column) => known.has(column)).map((column) => `${name}.${column}`)
    }),
  )
}

const mirrorProgress = z.object({
  /** The snapshot before the first page: the first pull starts from it. */
  cursor: z.string(),
  epoch: z.string(),
  /** The table under way, and the id it has come to; null at its start. */
  table: z.string(),
  after: z.string().nullable(),
  rows: z.int(),
  total: z.int(),
  /** There were rows before: what the server does not list any more has to go. */
  sweeps: z.boolean(),
})

export type MirrorProgress = z.output<typeof mirrorProgress>

export function readMirrorProgress(db: Database): MirrorProgress | null {
  const text = readSyncState(db, 'mirror_progress')
  return text === null ? null : mirrorProgress.parse(JSON.parse(text))
}

export function writeMirrorProgress(db: Database, progress: MirrorProgress): void {
  writeSyncState(db, 'mirror_progress', JSON.stringify(progress))
}

/** The mirror shows the server's commands of mine up to this one. */
export function readIncludedSeq(db: Database): number {
  return Number(readSyncState(db, 'included_seq') ?? '0')
}

export function writeIncludedSeq(db: Database, seq: number): void {
  writeSyncState(db, 'included_seq', String(seq))
}

/** The rows of an answer are of the life of the server, and of the tables and columns, that the mirror is of. */
export function isOfThisServer(
  db: Database,
  { epoch, scope }: { readonly epoch: string; readonly scope: string },
): boolean {
  return epoch === readSyncState(db, 'epoch') && scope === readSyncState(db, 'scope')
}

/** What is known of the server's rows no longer holds: they are mirrored anew. Those that are here stay until then. */
export function forgetMirror(db: Database): void {
  clearSyncState(db, 'cursor', 'mirror_progress', 'digest_progress')
}
