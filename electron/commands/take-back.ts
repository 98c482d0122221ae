import type { Database } from 'better-sqlite3'
import type { TransactionsRow } from '../../shared/protocol/rows.ts'
import { takeBack as judgeTakeBack } from '../../shared/domain/folio/take-back.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { isReversed, loadLine } from '../store/loads/folio.ts'
import { byManager, joinNotes } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { reverseLine } from './writes/folio-lines.ts'

/** Takes a charge off a folio: the line stays, and another takes it back. */
export const takeBack: DeskCommand<'folio.takeBack', { readonly approvalNote: string | null }> = {
  name: 'folio.takeBack',

  judge: (db, { bookingId, transactionId }, desk) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const line = lineOf(db, bookingId, transactionId)
    if (line === undefined) return refuse({ code: 'not_found', field: 'transactionId' })
    const judged = judgeTakeBack(
      {
        type: line.type,
        businessDate: line.business_date,
        isReversal: line.reverses_id !== null,
        isReversed: isReversed(db, line.id),
      },
      booking.status,
      desk.businessDate,
    )
    if (!judged.ok) return refuse(judged.error)
    const may = byManager(db, desk, judged.value.needsManager ? ['charge'] : [])
    return may.ok ? ok({ approvalNote: may.value }) : may
  },

  run: (tx, { input: { bookingId, transactionId, reason }, facts }, context) => {
    const booking = loadBooking(tx.db, bookingId)
    const line = lineOf(tx.db, bookingId, transactionId)
    if (booking === undefined || line === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (isReversed(tx.db, line.id)) return refuse({ code: 'already_done' })
    reverseLine(tx, context, line)
    tx.update('bookings', booking.id, {
      internal_notes: joinNotes(
        booking.internal_notes,
        `Taken back, ${line.description}: ${reason}`,
        facts.approvalNote,
      ),
    })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

function lineOf(db: Database, bookingId: string, transactionId: string): TransactionsRow | undefined {
  const line = loadLine(db, transactionId)
  return line?.booking_id === bookingId ? line : undefined
}
