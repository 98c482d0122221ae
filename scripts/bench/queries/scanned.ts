import type { Database } from 'better-sqlite3'
import type { AnsweredRead } from './ask-every-read.ts'
import { planOf, rowsOf, scansOf } from './plan-of.ts'

export interface Scanned {
  readonly read: string
  readonly sql: string
  readonly step: string
  readonly rows: number
}

/** The questions that read a table, or an index, of more rows than a hotel has at one time from end to end. */
export function scannedBy(
  db: Database,
  reads: readonly AnsweredRead[],
  isBig: (table: string, index: string | null, rows: () => number) => boolean,
): readonly Scanned[] {
  const counts = new Map<string, number>()
  const count = (table: string, index: string | null): number => {
    const key = `${table} ${index}`
    const rows = counts.get(key) ?? rowsOf(db, table, index)
    counts.set(key, rows)
    return rows
  }
  return reads.flatMap(({ name, queries }) =>
    queries.flatMap(({ sql }) =>
      scansOf(sql, planOf(db, sql))
        .filter(({ table, index }) => isBig(table, index, () => count(table, index)))
        .map(({ table, index, step }) => ({ read: name, sql, step, rows: count(table, index) })),
    ),
  )
}
