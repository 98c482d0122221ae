import type { PricedNight } from '../../shared/domain/rate/nightly-price.ts'
import { checkOut as judgeCheckOut, settleNights } from '../../shared/domain/stay/check-out.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadBillableStay, loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadBalance } from '../store/loads/folio.ts'
import { loadNightsPast } from '../store/loads/nights-past.ts'
import { refuse } from './refuse.ts'
import { postDayUse, postNight } from './writes/folio-lines.ts'
import { holdNights } from './writes/hold-nights.ts'

interface Facts {
  /** Nights slept past the booked departure, at what they cost when the guest left. */
  readonly nightsPast: readonly PricedNight[]
}

/** Posts what was slept, lets the guest go, and leaves a dirty room. */
export const checkOut: DeskCommand<'booking.checkOut', Facts> = {
  name: 'booking.checkOut',

  judge: (db, input, { businessDate }) => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const nightsPast = loadNightsPast(db, booking, businessDate)
    const judged = judgeCheckOut(
      loadBillableStay(db, booking),
      loadBalance(db, booking.id),
      businessDate,
      nightsPast,
    )
    return judged.ok ? ok({ nightsPast }) : refuse(judged.error)
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'checked_in' || booking.room_id === null) {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    const left = settleNights(loadBillableStay(tx.db, booking), context.businessDate, facts.nightsPast)
    for (const { night, amountMinor } of left.added) {
      tx.insert('booking_nights', {
        id: context.ids.derived(booking.id, night),
        booking_id: booking.id,
        night,
        room_id: booking.room_id,
        room_type_id: booking.room_type_id,
        amount: amountMinor,
        holds_room: 0,
      })
    }
    for (const night of [...left.toPost, ...left.added]) postNight(tx, context, booking.id, night)
    if (left.dayUseMinor !== null) postDayUse(tx, context, booking, left.dayUseMinor)

    tx.update('bookings', booking.id, {
      status: 'checked_out',
      actual_check_out: context.at,
      check_out_date: left.departure,
    })
    holdNights(tx, booking.id, { ...stayOf(booking), status: 'checked_out' })
    tx.update('rooms', booking.room_id, { housekeeping_status: 'dirty' })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
