import Database from 'better-sqlite3'
import { tables } from '../../../shared/protocol/rows.ts'
import { countRows, type PeerRow, type PeerTable } from './local-peer.ts'

/** Rows of a mirror, so many of every table that they are about `wanted` together, and none that is left empty. */
export function sampleRows(file: string, wanted: number): readonly PeerTable[] {
  const db = new Database(file, { readonly: true })
  try {
    const names = Object.keys(tables)
    const counts = names.map((name) => Number(db.prepare(`select count(*) from ${name}`).pluck().get()))
    const share = Math.min(1, wanted / counts.reduce((sum, count) => sum + count, 0))
    return names
      .map((name, index) => ({
        name,
        rows: db
          .prepare<[number], PeerRow>(`select * from ${name} limit ?`)
          .all(Math.ceil((counts[index] ?? 0) * share)),
      }))
      .filter((table) => countRows([table]) > 0)
  } finally {
    db.close()
  }
}
