import type { NewRow, TableName } from '../../shared/protocol/rows.ts'
import type { CommandTx } from '../outbox/command.ts'
import { codes } from '../outbox/requeue.ts'
import { prepared } from '../store/prepared.ts'
import { readSyncState } from '../store/sync-state.ts'

/**
 * Two copies of a disk have given the same codes. In work that was queued again under another name, a code that is
 * somebody else's, or that the copy which kept the name may be bringing this very moment, gets this terminal's series
 * behind it: what the guest was told is still read in it, and finds it.
 */
export function withUniqueCodes(tx: CommandTx, series: string): CommandTx {
  const isCopied = readSyncState(tx.db, 'copied') !== null
  return {
    ...tx,
    insert: <Name extends TableName>(table: Name, row: NewRow<Name>): void => {
      const column = codes[table]
      const code =
        column === undefined ? undefined : Object.entries(row).find(([name]) => name === column)?.[1]
      if (column === undefined || typeof code !== 'string') return tx.insert(table, row)
      if (!isCopied && !isTaken(tx, table, column, code)) return tx.insert(table, row)
      tx.insert(table, { ...row, [column]: `${code}-${series}` })
    },
  }
}

function isTaken({ db }: CommandTx, table: TableName, column: string, code: string): boolean {
  return prepared(db, `select 1 from ${table} where ${column} = ?`).get(code) !== undefined
}
