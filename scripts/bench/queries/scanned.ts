import type { Database } from 'better-sqlite3'
import type { AnsweredRead } from './ask-every-read.ts'
import { planOf, scansOf, type Scan } from './plan-of.ts'

export interface Scanned {
  readonly read: string
  readonly sql: string
  readonly step: string
}

/** The questions that read a table, or an index, of more rows than a hotel has at one time from end to end. */
export function scannedBy(
  db: Database,
  reads: readonly AnsweredRead[],
  isBig: (scan: Scan) => boolean,
): readonly Scanned[] {
  return reads.flatMap(({ name, queries }) =>
    queries.flatMap(({ sql }) =>
      scansOf(sql, planOf(db, sql))
        .filter(isBig)
        .map(({ step }) => ({ read: name, sql, step })),
    ),
  )
}
