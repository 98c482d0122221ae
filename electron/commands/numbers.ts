import type { Database } from 'better-sqlite3'
import type { DocumentType } from '../../shared/protocol/rows.ts'
import type { CommandContext, CommandTx } from '../outbox/command.ts'
import { findNumberSeries } from '../store/loads/number-series.ts'
import { readSyncState } from '../store/sync-state.ts'

/** The number that the next document of this kind gets here. Booking and payment numbers never start anew. */
export function nextNumber(db: Database, terminalId: string, documentType: DocumentType): number {
  return (findNumberSeries(db, terminalId, documentType)?.last_number ?? 0) + 1
}

/**
 * Takes a number in the transaction that makes its document, so that the series has no gap. A command that is run again
 * brings its number with it: what was printed is never renumbered.
 */
export function takeNumber(
  tx: CommandTx,
  context: CommandContext,
  documentType: DocumentType,
  number: number,
): void {
  // given under another name of this terminal, whose series its other copy goes on with
  if (readSyncState(tx.db, 'series') !== context.terminal.series) return
  const series = findNumberSeries(tx.db, context.terminal.id, documentType)
  if (series === undefined) {
    tx.insert('number_series', {
      id: context.ids.derived(context.terminal.id, `${documentType}:0`),
      terminal_id: context.terminal.id,
      document_type: documentType,
      year: 0,
      last_number: number,
    })
  } else if (series.last_number < number) {
    tx.update('number_series', series.id, { last_number: number })
  }
}
