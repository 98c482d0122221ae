import type { Database } from 'better-sqlite3'
import { isPlainColumn, isPlainTable, type PlainTable } from '../../../shared/domain/conflict/plain-column.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { RowWrite } from '../../../shared/protocol/envelope.ts'
import type { RowChange, SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import type { WireRecord } from '../../../shared/protocol/wire.ts'
import { columnOf, storedRecordToWire, wireRecordToStored } from '../../store/codec.ts'
import { loadConflict, theirsOf, writesOf } from '../../store/loads/conflict.ts'
import { loadStoredRow } from '../../store/loads/row.ts'
import type { DeskCommand } from '../desk-command.ts'
import { claimCards, findOpenCard } from './claim-cards.ts'
import { aboutCard } from './settle-money.ts'

/** Of two versions keeps, column by column, the one that was chosen; what only one side had changed is changed so. */
export const chooseValues: DeskCommand<'conflict.chooseValues', null> = {
  name: 'conflict.chooseValues',

  judge: (db, input) => {
    const card = findOpenCard(db, input.conflictId)
    return card.ok ? ok(null) : card
  },

  run: (tx, { input }, context) => {
    const card = loadConflict(tx.db, input.conflictId)
    const resolution = input.mine.length > 0 ? 'mine_taken' : 'theirs_kept'
    const claimed = claimCards(tx, context, [input.conflictId], { resolution })
    if (!claimed.ok) return claimed
    if (card !== undefined) {
      for (const write of writesOf(card)) {
        if (write.verb !== 'update' || !isPlainTable(write.table)) continue
        const set = chosen(tx.db, card, { ...write, table: write.table }, input.mine)
        if (Object.keys(set).length > 0) tx.update(write.table, write.id, changeOf(write.table, set))
      }
    }
    return ok(aboutCard(tx.db, card))
  },
}

/** The columns of a write that are taken over: those chosen, and those that nobody else has touched. */
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

function changeOf(table: PlainTable, record: WireRecord): RowChange<PlainTable> {
  return wireRecordToStored(table, record)
}
