import type { Database } from 'better-sqlite3'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadBalance } from '../store/loads/folio.ts'
import { isReleasedStay } from '../store/loads/group-release.ts'
import { prepared } from '../store/prepared.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { holdNights } from './writes/hold-nights.ts'

/**
 * Lets go of a booking that was held as a courtesy and that nobody has confirmed, or of a group's room that nobody was
 * named for by the release date. The server does so by itself at its time; a desk without a line does it too, so that a
 * room is not kept from sale for nobody. Done at both it is done once.
 */
export const releaseHold: DeskCommand<'booking.releaseHold', null> = {
  name: 'booking.releaseHold',

  judge: (db, { bookingId }, { businessDate }) => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'pending' && !isReleasedStay(db, booking.id, businessDate)) {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    // who has paid for it has said that they come
    return loadBalance(db, booking.id) < 0 ? refuse({ code: 'balance_open' }) : ok(null)
  },

  run: (tx, { input }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    // somebody confirmed it or named the guest elsewhere meanwhile, or the server was first: then there is nothing left
    // to let go of
    const released = isReleasedStay(tx.db, booking.id, context.businessDate)
    if (released || booking.status === 'pending') {
      tx.update('bookings', booking.id, {
        status: 'cancelled',
        cancelled_at: context.at,
        cancelled_by: context.actor.userId,
        // the server's own job writes the same
        cancellation_reason: released ? 'group_released' : 'hold_expired',
      })
      holdNights(tx, booking.id, { ...stayOf(booking), status: 'cancelled' })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

/** Holds that were over by now, of bookings for which nothing was paid. */
export function listOverHolds(db: Database, at: string): readonly string[] {
  // the plus keeps it from walking through all bookings in the order of their ids: this is asked before every call
  return prepared<{ id: string }>(
    db,
    `select b.id from bookings b
     where b.status = 'pending' and b.hold_expires_at <= ?
       and (select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = b.id) >= 0
     order by +b.id`,
  )
    .all(at)
    .map(({ id }) => id)
}
