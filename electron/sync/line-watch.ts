import type { Database } from 'better-sqlite3'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { countAttention, countPending, countQuarantined } from '../store/reads/commands.ts'
import { readSyncState } from '../store/sync-state.ts'
import type { FreshMirror } from './fresh-mirror.ts'
import { lineStatus } from './line-status.ts'
import type { SyncState } from './machine.ts'
import { readMirrorProgress, readServerTables } from './state.ts'

export interface LineWatch {
  /** Looks what is so now, and says it if it is not what it was. */
  readonly look: (machine: SyncState) => void
  readonly status: () => LineStatus
}

export function createLineWatch(
  db: Database,
  fresh: Pick<FreshMirror, 'progress'>,
  atFirst: SyncState,
  onLine: (status: LineStatus) => void,
): LineWatch {
  let drained = 0
  let lastPending = 0
  let last = read(atFirst)
  let lastText = JSON.stringify(last)

  function read(machine: SyncState): LineStatus {
    const pending = countPending(db)
    drained = pending === 0 ? 0 : drained + Math.max(0, lastPending - pending)
    lastPending = pending
    const drift = readSyncState(db, 'clock_offset_ms')
    return lineStatus({
      machine,
      pending,
      attention: countAttention(db),
      quarantined: countQuarantined(db),
      auditMismatch: readSyncState(db, 'audit_mismatch') !== null,
      drained,
      mirror: mirrorFacts(db, fresh),
      lastSyncedAt: readSyncState(db, 'last_synced_at'),
      clockDriftMs: drift === null ? null : Number(drift),
    })
  }

  return {
    look: (machine) => {
      const now = read(machine)
      const text = JSON.stringify(now)
      if (text === lastText) return
      last = now
      lastText = text
      onLine(now)
    },
    status: () => last,
  }
}

/** Null once the mirror is whole. The server's count is an estimate. */
function mirrorFacts(
  db: Database,
  fresh: Pick<FreshMirror, 'progress'>,
): { readonly rows: number; readonly total: number } | null {
  if (readSyncState(db, 'cursor') !== null) return null
  const { rows, total } = fresh.progress() ??
    readMirrorProgress(db) ?? {
      rows: 0,
      total: readServerTables(db).reduce((sum, table) => sum + table.rows, 0),
    }
  return { rows, total: Math.max(rows, total) }
}
