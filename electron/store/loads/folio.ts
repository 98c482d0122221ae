import type { Database } from 'better-sqlite3'
import { depositOf, type Deposit } from '../../../shared/domain/folio/deposit.ts'
import type { Payable } from '../../../shared/domain/folio/payment.ts'
import { unpostedMinor } from '../../../shared/domain/folio/unposted.ts'
import type { BookingsRow, TransactionsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'
import { loadBillableStay } from './booking.ts'
import { loadNightsPast } from './nights-past.ts'

export function loadBalance(db: Database, bookingId: string): number {
  const row = prepared<{ balance: number }>(
    db,
    'select coalesce(sum(amount), 0) as balance from transactions where booking_id = ?',
  ).get(bookingId)
  return row?.balance ?? 0
}

/** When the newest line came onto the folio. */
export function loadLastLineAt(db: Database, bookingId: string): string | null {
  const row = prepared<{ at: string | null }>(
    db,
    'select max(created_at) as at from transactions where booking_id = ?',
  ).get(bookingId)
  return row?.at ?? null
}

/** What may be paid now: an overdue guest's nights past the departure are owed like the booked ones. */
export function loadPayable(db: Database, booking: BookingsRow, businessDate: string): Payable {
  const past = loadNightsPast(db, booking, businessDate)
  return {
    status: booking.status,
    balanceMinor: loadBalance(db, booking.id),
    unpostedMinor:
      unpostedMinor(loadBillableStay(db, booking)) + past.reduce((sum, night) => sum + night.amountMinor, 0),
  }
}

/** What an expected guest pays in advance, and what of it is open. */
export function loadDeposit(db: Database, booking: BookingsRow, businessDate: string): Deposit | null {
  const { balanceMinor, unpostedMinor: toCome } = loadPayable(db, booking, businessDate)
  const paid = prepared<{ amount: number }>(
    db,
    `select -coalesce(sum(amount), 0) as amount from transactions
     where booking_id = ? and type in ('payment', 'refund')`,
  ).get(booking.id)
  return depositOf(
    {
      status: booking.status,
      arrival: booking.check_in_date,
      askedMinor: booking.deposit_amount,
      dueOn: booking.deposit_due_date,
      paidMinor: paid?.amount ?? 0,
      owedMinor: balanceMinor + toCome,
    },
    businessDate,
  )
}

export function loadLine(db: Database, transactionId: string): TransactionsRow | undefined {
  return prepared<TransactionsRow>(db, 'select * from transactions where id = ?').get(transactionId)
}

/** Does another line take it back? */
export function isReversed(db: Database, transactionId: string): boolean {
  return (
    prepared(db, 'select 1 from transactions where reverses_id = ? limit 1').get(transactionId) !== undefined
  )
}
