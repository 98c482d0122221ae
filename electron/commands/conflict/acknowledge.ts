import { err, ok } from '../../../shared/kernel/result.ts'
import type { SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import { loadBooking } from '../../store/loads/booking.ts'
import { loadConflict, loadWaitingMoney } from '../../store/loads/conflict.ts'
import type { DeskCommand } from '../desk-command.ts'
import { claimCards, findOpenCard, type Resolution } from './claim-cards.ts'
import { aboutCard } from './settle-money.ts'

/** Lets things be as they are now: what was refused stays undone, and what the server decided stands. */
export const acknowledge: DeskCommand<'conflict.acknowledge', null> = {
  name: 'conflict.acknowledge',

  judge: (db, input) => {
    const card = findOpenCard(db, input.conflictId)
    if (!card.ok) return card
    // a guest without a room and money without a guest are not looked away from
    if (isWithoutRoom(card.value, loadBooking(db, card.value.booking_id ?? '')?.wanted_room_id)) {
      return err({ code: 'conflict_needs_room' })
    }
    const money = loadWaitingMoney(db, card.value)
    const isOpen = money.payments.length > 0 || money.lines.length > 0
    return isOpen ? err({ code: 'conflict_money_open' }) : ok(null)
  },

  run: (tx, { input }, context) => {
    const card = loadConflict(tx.db, input.conflictId)
    const claimed = claimCards(tx, context, [input.conflictId], { resolution: resolutionOf(card) })
    return claimed.ok ? ok(aboutCard(tx.db, card)) : claimed
  },
}

function isWithoutRoom(
  { kind, outcome, status }: SyncConflictsRow,
  wanted: string | null | undefined,
): boolean {
  return status === 'open' && kind === 'room_taken' && outcome === 'parked' && typeof wanted === 'string'
}

function resolutionOf(card: SyncConflictsRow | undefined): Resolution {
  return card?.kind === 'changed_meanwhile' ? 'theirs_kept' : 'acknowledged'
}
