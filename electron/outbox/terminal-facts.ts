import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { prepared } from '../store/prepared.ts'
import { readSyncState } from '../store/sync-state.ts'

/** What every command of this terminal is stamped with. */
export interface TerminalFacts {
  readonly terminal: { readonly id: string; readonly series: string }
  /** The open day of the hotel: never the calendar's. */
  readonly businessDate: string
  /** Terminal clock minus server clock, as last measured. */
  readonly serverOffsetMs: number | null
}

/** Refuses while the terminal is nobody's, or does not know yet what day the hotel has. */
export function terminalFacts(db: Database): Result<TerminalFacts, CallError> {
  const id = readSyncState(db, 'terminal_id')
  const series = readSyncState(db, 'series')
  if (id === null || series === null) return err({ code: 'not_enrolled' })
  const businessDate = openBusinessDate(db)
  if (businessDate === undefined) return err({ code: 'not_ready' })
  const offset = readSyncState(db, 'clock_offset_ms')
  return ok({
    terminal: { id, series },
    businessDate,
    serverOffsetMs: offset === null ? null : Number(offset),
  })
}

function openBusinessDate(db: Database): string | undefined {
  return prepared<{ business_date: string }>(
    db,
    `select business_date from business_days where status = 'open' order by business_date limit 1`,
  ).get()?.business_date
}
