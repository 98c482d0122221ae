import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { askedDeposit, type AskedDeposit } from '../../shared/domain/folio/deposit.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadDepositRule } from '../store/loads/policy.ts'
import { byManager, joinNotes, type ManagersMatter } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { loadPlannedNights } from './stay-plan.ts'
import type { SoldStay } from './writes/new-stay.ts'

export interface SettledDeposit {
  readonly deposit: AskedDeposit | null
  /** Less is asked for than the hotel's plan does. */
  readonly matters: readonly ManagersMatter[]
}

/** What a new stay pays in advance: what the plan asks for, or what was agreed with the guest. */
export function settleDeposit(
  db: Database,
  sale: { readonly arrival: string; readonly deposit?: AskedDeposit | undefined },
  sold: Pick<SoldStay, 'nightly' | 'dayRateMinor'>,
  businessDate: string,
): Result<SettledDeposit, CallError> {
  const asked = askedDeposit(loadDepositRule(db), { ...sold, arrival: sale.arrival }, businessDate)
  if (sale.deposit === undefined) return ok({ deposit: asked, matters: [] })
  const judged = judgeAmount(sale.deposit.amountMinor, totalOf(sold))
  if (!judged.ok) return judged
  return ok({
    deposit: sale.deposit.amountMinor === 0 ? null : sale.deposit,
    matters: sale.deposit.amountMinor < (asked?.amountMinor ?? 0) ? ['deposit'] : [],
  })
}

/** Asks for another deposit than before, or for none. */
export const setDeposit: DeskCommand<'booking.setDeposit', { readonly approvalNote: string | null }> = {
  name: 'booking.setDeposit',

  judge: (db, { bookingId, deposit }, desk) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    const { amountMinor, dueOn } = deposit
    const nightly = loadPlannedNights(db, booking)
    const judged = judgeAmount(amountMinor, totalOf({ nightly, dayRateMinor: booking.room_rate }))
    if (!judged.ok) return judged
    const isSameDay = amountMinor === 0 || booking.deposit_due_date === dueOn
    if (booking.deposit_amount === amountMinor && isSameDay) return refuse({ code: 'already_done' })
    const may = byManager(db, desk, amountMinor < booking.deposit_amount ? ['deposit'] : [])
    return may.ok ? ok({ approvalNote: may.value }) : may
  },

  run: (tx, { input: { bookingId, deposit }, facts }) => {
    const booking = loadBooking(tx.db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
    tx.update('bookings', booking.id, {
      deposit_amount: deposit.amountMinor,
      deposit_due_date: deposit.amountMinor === 0 ? null : deposit.dueOn,
      ...(facts.approvalNote === null
        ? {}
        : { internal_notes: joinNotes(booking.internal_notes, facts.approvalNote) }),
    })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

/** Nobody pays more in advance than the stay costs. */
function judgeAmount(amountMinor: number, mostMinor: number): Result<void, CallError> {
  return amountMinor > mostMinor ? refuse({ code: 'amount_exceeds_balance', mostMinor }) : ok(undefined)
}

function totalOf({ nightly, dayRateMinor }: Pick<SoldStay, 'nightly' | 'dayRateMinor'>): number {
  if (nightly.length === 0) return dayRateMinor
  return nightly.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
