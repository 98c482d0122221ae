import type { Database } from 'better-sqlite3'
import type { Bill } from '../documents/bill-content.ts'
import type { Confirmation } from '../documents/confirmation.ts'
import type { Registration } from '../documents/registration.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName } from '../../shared/contract/index.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import type { Ids } from '../../shared/kernel/ids.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { Session } from '../session/session.ts'
import { loadBusinessDate } from '../store/reads/hotel.ts'
import type { Line } from './line.ts'

/** What the handlers work with. */
export interface DeskDeps {
  readonly db: Database
  readonly session: Session
  readonly line: Line
  readonly clock: Clock
  readonly ids: Ids
  readonly renderBill: (bill: Bill) => Promise<Uint8Array>
  readonly renderConfirmation: (confirmation: Confirmation) => Promise<Uint8Array>
  readonly renderRegistration: (registration: Registration) => Promise<Uint8Array>
  /** Tells the windows which tables a command has changed. */
  readonly tellChanged: (tables: readonly string[]) => void
  /** A handler threw. */
  readonly reportBug: (call: CallName, error: unknown) => void
}

/** The hotel's day, without which nothing can be said of its stays. */
export function readyDay(db: Database): Result<string, CallError> {
  const businessDate = loadBusinessDate(db)
  return businessDate === null ? err({ code: 'not_ready' }) : ok(businessDate)
}
