import type { Database } from 'better-sqlite3'
import { isPlainColumn, isPlainTable, type PlainTable } from '../../../shared/domain/conflict/plain-column.ts'
import type { RowWrite } from '../../../shared/protocol/envelope.ts'
import type { RowChange, SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import type { WireRecord } from '../../../shared/protocol/wire.ts'
import { columnOf, storedRecordToWire, wireRecordToStored } from '../codec.ts'
import { theirsOf, writesOf } from './conflict.ts'
import { loadStoredRow } from './row.ts'

export interface ChosenValues {
  readonly table: PlainTable
  readonly id: string
  readonly change: RowChange<PlainTable>
}

/**
 * What a card's rows become when of its disputed columns those in `mine` are taken over and the others kept: these, and
 * the columns that nobody else has touched.
 */
export function listChosenValues(
  db: Database,
  card: SyncConflictsRow,
  mine: readonly string[],
): readonly ChosenValues[] {
  return writesOf(card).flatMap((write) => {
    if (write.verb !== 'update' || !isPlainTable(write.table)) return []
    const { table, id } = write
    const set = chosen(db, card, { ...write, table }, mine)
    return Object.keys(set).length > 0 ? [{ table, id, change: wireRecordToStored(table, set) }] : []
  })
}

function chosen(
  db: Database,
  card: SyncConflictsRow,
  write: RowWrite & { readonly table: PlainTable },
  mine: readonly string[],
): WireRecord {
  const { columns, table, id } = theirsOf(card)
  const disputed = table === write.table && id === write.id ? columns : {}
  const current = loadStoredRow(db, write.table, write.id)
  if (current === undefined) return {}
  return Object.fromEntries(
    Object.entries(write.set).filter(([column]) => {
      if (!isPlainColumn(write.table, column)) return false
      if (Object.hasOwn(disputed, column)) return mine.includes(column)
      const now = storedRecordToWire(write.table, { [column]: current[column] ?? null })
      return now[column] === write.was[column] && columnOf(write.table, column).fixed === undefined
    }),
  )
}
