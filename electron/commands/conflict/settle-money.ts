import type { CallError } from '../../../shared/contract/errors.ts'
import type { Database } from 'better-sqlite3'
import { err, ok, type Result } from '../../../shared/kernel/result.ts'
import type { SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import { loadBooking } from '../../store/loads/booking.ts'
import { loadConflict, loadWaitingMoney, type WaitingMoney } from '../../store/loads/conflict.ts'
import type { DeskCommand } from '../desk-command.ts'
import { refuse } from '../refuse.ts'
import { claimCards, findOpenCard } from './claim-cards.ts'

/** Gives money that waits in suspense the stay that it was for: payments and charges of the card, with their lines. */
export const attachMoney: DeskCommand<'conflict.attachMoney', null> = {
  name: 'conflict.attachMoney',

  judge: (db, input) => {
    const money = findMoney(db, input.conflictId)
    if (!money.ok) return money
    const isHomeless = [...money.value.payments, ...money.value.lines].some((row) => row.booking_id === null)
    if (!isHomeless) return err({ code: 'folio_closed' })
    const home = loadBooking(db, input.bookingId)
    if (home === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    return home.status === 'cancelled' ? refuse({ code: 'stay_status', status: home.status }) : ok(null)
  },

  run: (tx, { input }, context) => {
    const home = loadBooking(tx.db, input.bookingId)
    if (home === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const money = findMoney(tx.db, input.conflictId)
    if (!money.ok) return money
    const claimed = claimCards(tx, context, [input.conflictId], { resolution: 'attached' })
    if (!claimed.ok) return claimed
    const found = { booking_id: home.id, suspense_reason: null }
    for (const payment of money.value.payments) {
      if (payment.booking_id === null) tx.update('payments', payment.id, found)
    }
    for (const line of money.value.lines) {
      if (line.booking_id === null) tx.update('transactions', line.id, found)
    }
    return ok({ subject: home.booking_code, bookingId: home.id })
  },
}

/** Says what becomes of money that finds no stay. It stays where it is, and the card says why. */
export const keepMoney: DeskCommand<'conflict.keepMoney', null> = {
  name: 'conflict.keepMoney',

  judge: (db, input) => {
    const money = findMoney(db, input.conflictId)
    return money.ok ? ok(null) : money
  },

  run: (tx, { input }, context) => {
    const card = loadConflict(tx.db, input.conflictId)
    const claimed = claimCards(tx, context, [input.conflictId], {
      resolution: input.outcome,
      note: input.note,
    })
    return claimed.ok ? ok(aboutCard(tx.db, card)) : claimed
  },
}

function findMoney(db: Database, conflictId: string): Result<WaitingMoney, CallError> {
  const card = findOpenCard(db, conflictId)
  if (!card.ok) return card
  const money = loadWaitingMoney(db, card.value)
  const isNone = money.payments.length === 0 && money.lines.length === 0
  return isNone ? err({ code: 'conflict_settled' }) : ok(money)
}

/** What a decision is about when it is not about a stay that is here. */
export function aboutCard(
  db: Database,
  card: SyncConflictsRow | undefined,
): { readonly subject: string; readonly bookingId: string | null } {
  const bookingId = card?.booking_id ?? null
  const booking = bookingId === null ? undefined : loadBooking(db, bookingId)
  return { subject: booking?.booking_code ?? '', bookingId: booking?.id ?? null }
}
