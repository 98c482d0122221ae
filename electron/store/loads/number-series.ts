import type { Database } from 'better-sqlite3'
import type { DocumentType, NumberSeriesRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'

/** The series of a terminal that does not start anew with the year. */
export function findNumberSeries(
  db: Database,
  terminalId: string,
  documentType: DocumentType,
): NumberSeriesRow | undefined {
  return prepared<NumberSeriesRow>(
    db,
    'select * from number_series where terminal_id = ? and document_type = ? and year = 0',
  ).get(terminalId, documentType)
}
