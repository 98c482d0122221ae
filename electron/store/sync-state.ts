import type { Database } from 'better-sqlite3'
import { prepared } from './prepared.ts'

/** What this terminal knows of itself and of the server, a text per key. */
export type SyncKey =
  | 'terminal_id'
  | 'terminal_name'
  | 'series'
  /** The server's schema version. */
  | 'schema_version'
  | 'epoch'
  /** Which tables and columns the mirror is of, as the server's hash of them. */
  | 'scope'
  /** JSON: the server's signature of the last command it has of this terminal. */
  | 'receipt'
  /** JSON: the keys that a new terminal has asked to be known by, until the server has said that it is. */
  | 'enrolment'
  /** JSON: how far what the server holds of this terminal's commands has been compared with what was sent. */
  | 'chain_check'
  /** The first command of this terminal that the server does not hold as it was sent. */
  | 'audit_mismatch'
  /** When texts that the line would not carry were last tried again. */
  | 'delivery_tried_at'
  /** JSON: where the comparison with the server's rows has come to. */
  | 'digest_progress'
  /** Set when a damaged file was saved without all of this terminal's own work: it cannot go on under its name. */
  | 'work_lost'
  /** Set when another copy of this disk may still give numbers of the series that work waiting here has numbers of. */
  | 'copied'
  /** Set when a manager has sent this terminal away and everything here was wiped. */
  | 'revoked'
  /** The snapshot that the mirror shows: the next pull starts from it. */
  | 'cursor'
  /** JSON: how far the first mirror has come. */
  | 'mirror_progress'
  /** Set when there is enough in the mirror to work with. */
  | 'ready'
  | 'last_synced_at'
  | 'clock_offset_ms'
  /** JSON: the server's tables with their columns, in whose order its rows travel. */
  | 'server_tables'
  /** The mirror shows what the server made of my commands up to this seq. */
  | 'included_seq'
  /** JSON: the device's own sign-in, its key and its session. */
  | 'credentials'

export function readSyncState(db: Database, key: SyncKey): string | null {
  return prepared<{ value: string }>(db, 'select value from sync_state where key = ?').get(key)?.value ?? null
}

export function writeSyncState(db: Database, key: SyncKey, value: string): void {
  prepared(
    db,
    'insert into sync_state (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(key, value)
}

export function clearSyncState(db: Database, ...keys: readonly SyncKey[]): void {
  for (const key of keys) prepared(db, 'delete from sync_state where key = ?').run(key)
}
