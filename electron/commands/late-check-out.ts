import { lateCheckOutText } from '../../shared/domain/folio/line-text.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadPromised } from '../store/loads/promised.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import { byManager, joinNotes } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { postExtra } from './writes/folio-lines.ts'

/** Lets a guest stay on for some hours of the day of departure. The room is ready that much later. */
export const lateCheckOut: DeskCommand<'booking.lateCheckOut', { readonly approvalNote: string | null }> = {
  name: 'booking.lateCheckOut',

  judge: (db, input, desk) => {
    const { businessDate } = desk
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'checked_in') return refuse({ code: 'stay_status', status: booking.status })
    if (booking.check_out_date < businessDate) return refuse({ code: 'departure_in_past', businessDate })
    if (`${input.until}:00` <= booking.check_out_time) {
      return refuse({ code: 'invalid_input', field: 'until', message: 'not later than before' })
    }
    const promised = loadPromised(db, booking)
    if (promised !== null && !input.acceptPromised) return refuse({ code: 'room_promised', ...promised })
    const feeMinor = loadHotel(db)?.late_check_out_fee ?? 0
    const may = byManager(db, desk, input.feeMinor < feeMinor ? ['fee'] : [])
    return may.ok ? ok({ approvalNote: may.value }) : may
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    if (booking.status !== 'checked_in') return refuse({ code: 'stay_status', status: booking.status })
    const reason = input.reason ?? ''
    tx.update('bookings', booking.id, {
      check_out_time: `${input.until}:00`,
      ...(facts.approvalNote === null && reason === ''
        ? {}
        : {
            internal_notes: joinNotes(
              booking.internal_notes,
              reason === '' ? null : `Late check-out: ${reason}`,
              facts.approvalNote,
            ),
          }),
    })
    if (input.feeMinor > 0) {
      postExtra(tx, context, booking.id, {
        description: lateCheckOutText(input.until),
        quantity: 1,
        unitPriceMinor: input.feeMinor,
      })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
