import type { NewRow, TableName } from '../../shared/protocol/rows.ts'
import type { CommandTx } from '../outbox/command.ts'
import { prepared } from '../store/prepared.ts'

/** What guests are told, and is nobody else's. */
const codes: Partial<Record<TableName, string>> = { bookings: 'booking_code', payments: 'payment_code' }

/**
 * Two copies of a disk have given the same codes. In work that was queued again under another name, a code that the
 * server's rows show to be somebody else's gets this terminal's series behind it: what the guest was told is still read
 * in it, and finds it.
 */
export function withUniqueCodes(tx: CommandTx, series: string): CommandTx {
  return {
    ...tx,
    insert: <Name extends TableName>(table: Name, row: NewRow<Name>): void => {
      const column = codes[table]
      const code =
        column === undefined ? undefined : Object.entries(row).find(([name]) => name === column)?.[1]
      if (column === undefined || typeof code !== 'string' || !isTaken(tx, table, column, code))
        return tx.insert(table, row)
      tx.insert(table, { ...row, [column]: `${code}-${series}` })
    },
  }
}

function isTaken({ db }: CommandTx, table: TableName, column: string, code: string): boolean {
  return prepared(db, `select 1 from ${table} where ${column} = ?`).get(code) !== undefined
}
