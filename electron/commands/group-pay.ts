import { sharePayment, type Share } from '../../shared/domain/folio/share-payment.ts'
import { takePayment } from '../../shared/domain/folio/payment.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadGroup } from '../store/loads/waiting.ts'
import { loadGroupRecord, listOpenStays } from '../store/reads/groups.ts'
import type { DeskCommand } from './desk-command.ts'
import { nextNumber } from './numbers.ts'
import { refuse } from './refuse.ts'
import { insertPayment } from './writes/folio-lines.ts'

interface Facts {
  readonly shares: readonly Share[]
  /** Of the first share; the others have those after it. */
  readonly number: number
  readonly changeMinor: number
}

/**
 * Takes one payment for a whole group: a payment for each of its stays, all of them or none. Once the money is in the
 * drawer nothing that comes in later shares it out anew.
 */
export const payGroup: DeskCommand<'group.pay', Facts> = {
  name: 'group.pay',

  judge: (db, { groupId, payment }, desk) => {
    const group = loadGroupRecord(db, groupId, desk.businessDate)
    if (group === null) return refuse({ code: 'not_found', field: 'groupId' })
    const open = listOpenStays(db, groupId, group.stays)
    const owedMinor = open.reduce((sum, { totalMinor }) => sum + totalMinor, 0)
    const judged = takePayment(payment, { status: 'confirmed', balanceMinor: owedMinor, unpostedMinor: 0 })
    if (!judged.ok) return refuse(judged.error)
    return ok({
      shares: sharePayment(payment.amountMinor, open),
      number: nextNumber(db, desk.terminal.id, 'payment'),
      changeMinor: judged.value.changeMinor,
    })
  },

  run: (tx, { input, facts }, context) => {
    const group = loadGroup(tx.db, input.groupId)
    if (group === undefined) return refuse({ code: 'not_found', field: 'groupId' })
    const { tenderedMinor: _, ...payment } = input.payment
    for (const [index, { bookingId, amountMinor }] of facts.shares.entries()) {
      if (loadBooking(tx.db, bookingId) === undefined)
        return refuse({ code: 'not_found', field: 'bookingId' })
      insertPayment(tx, context, bookingId, { ...payment, amountMinor }, facts.number + index)
    }
    return ok({
      subject: group.group_code,
      bookingId: null,
      reply: { groupId: group.id, payments: facts.shares.length, changeMinor: facts.changeMinor },
    })
  },
}
