import type { Database } from 'better-sqlite3'
import { dropBeside } from './beside.ts'
import { mirrorTables } from './mirror-tables.ts'
import { withTransaction } from './transaction.ts'
import { writeSyncState } from './sync-state.ts'

const ownTables = [
  'outbox_rows',
  'outbox',
  'retired_ops',
  'shadow',
  'staged_pages',
  'staff_verifiers',
  'staff_pins',
  'search_entries',
  'mention_entries',
  'open_balances',
  'sync_state',
] as const

/**
 * Takes everything of the hotel off this disk, credentials and all, and leaves word that it was; says whether it did. What
 * is deleted is written over, in the file and in its log.
 */
export function wipeStore(db: Database, { unless }: { readonly unless: () => boolean }): boolean {
  db.pragma('secure_delete = on')
  const isWiped = withTransaction(db, () => {
    if (unless()) return false
    for (const table of mirrorTables.toReversed()) db.exec(`delete from ${table}`)
    for (const table of ownTables) db.exec(`delete from ${table}`)
    writeSyncState(db, 'revoked', '1')
    return true
  })
  if (!isWiped) return false
  dropBeside(db)
  db.pragma('wal_checkpoint(truncate)')
  return true
}
