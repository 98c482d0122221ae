import { type CheckInBlocker, needsManager } from '../../shared/domain/stay/check-in-blockers.ts'
import { checkIn as judgeCheckIn } from '../../shared/domain/stay/check-in.ts'
import { mayMove } from '../../shared/domain/stay/status-machine.ts'
import { ok } from '../../shared/kernel/result.ts'
import { byManager, joinNotes, type ManagersMatter } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadDeposit } from '../store/loads/folio.ts'
import { arrivingParty, loadGuest } from '../store/loads/guest.ts'
import { isOccupied, loadGivenRoom } from '../store/loads/room.ts'
import { overrideNote } from './override-note.ts'
import { refuse } from './refuse.ts'

interface Facts {
  readonly overridden: readonly CheckInBlocker[]
  /** Who answers for what a clerk may not. */
  readonly approvalNote: string | null
}

/** Hands over the key. */
export const checkIn: DeskCommand<'booking.checkIn', Facts> = {
  name: 'booking.checkIn',

  judge: (db, input, desk) => {
    const { businessDate } = desk
    const booking = loadBooking(db, input.bookingId)
    const guest = booking === undefined ? undefined : loadGuest(db, booking.customer_id)
    if (booking === undefined || guest === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const stay = stayOf(booking)
    const room =
      stay.roomId === null
        ? null
        : loadGivenRoom(db, { ...stay, roomId: stay.roomId, exceptBookingId: booking.id, businessDate })
    const judged = judgeCheckIn(
      stay,
      room ?? null,
      arrivingParty(db, booking.id, guest),
      businessDate,
      input.override !== undefined,
      loadDeposit(db, booking, businessDate),
    )
    if (!judged.ok) return refuse(judged.error)
    const { overridden } = judged.value
    const may = byManager(db, desk, overridden.filter(needsManager).map(matterOf))
    return may.ok ? ok({ overridden, approvalNote: may.value }) : may
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    // somebody may have cancelled it elsewhere meanwhile; the guest is in the room all the same, and the server will
    // hold the nights again
    if (!mayMove(booking.status, 'checked_in') && booking.status !== 'cancelled') {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    if (booking.room_id === null) return blocked('no_room')
    if (isOccupied(tx.db, booking.room_id, booking.id)) return blocked('room_occupied')

    tx.update('bookings', booking.id, {
      status: 'checked_in',
      actual_check_in: context.at,
      internal_notes: joinNotes(
        booking.internal_notes,
        overrideNote(facts.overridden, input.override?.reason),
        facts.approvalNote,
      ),
    })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

function matterOf(blocker: CheckInBlocker): ManagersMatter {
  return blocker === 'deposit_due' ? 'deposit' : 'blacklist'
}

function blocked(blocker: CheckInBlocker) {
  return refuse({ code: 'check_in_blocked', blockers: [blocker] })
}
