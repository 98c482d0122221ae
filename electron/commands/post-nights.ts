import { ok } from '../../shared/kernel/result.ts'
import { loadBillableStay, loadBooking } from '../store/loads/booking.ts'
import { loadNightTaxes } from '../store/loads/night-taxes.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { postNight, postNightTax } from './writes/folio-lines.ts'

/**
 * Posts the nights of guests in house up to the hotel's day, at the prices that were frozen when they were sold, and
 * leaves their rooms to be cleaned. The lines' ids follow from the nights', so that whoever posts them, and however
 * often, each is on the folio once.
 */
export const postNights: DeskCommand<'day.postNights', null> = {
  name: 'day.postNights',

  judge: (_, input, { businessDate }) =>
    input.businessDate === businessDate ? ok(null) : refuse({ code: 'day_closed', businessDate }),

  run: (tx, { input }, context) => {
    let posted = 0
    for (const bookingId of input.bookingIds) {
      const booking = loadBooking(tx.db, bookingId)
      // who has left meanwhile was charged when they left
      if (booking?.status !== 'checked_in') continue
      const due = loadBillableStay(tx.db, booking).nights.filter(
        ({ night, posted: isPosted }) =>
          !isPosted &&
          booking.check_in_date <= night &&
          night < booking.check_out_date &&
          night <= input.businessDate,
      )
      for (const night of due) {
        postNight(tx, context, booking.id, night)
        for (const tax of loadNightTaxes(tx.db, booking, night)) {
          postNightTax(tx, context, booking.id, night.night, tax)
        }
        posted += 1
      }
      if (due.length > 0 && booking.room_id !== null) {
        tx.update('rooms', booking.room_id, { housekeeping_status: 'dirty' })
      }
    }
    return ok({ subject: input.businessDate, bookingId: null, reply: { posted } })
  },
}
