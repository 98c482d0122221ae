import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { isUnwantedGuest, isUnwantedName, loadGuest } from '../store/loads/guest.ts'
import { loadBookingGuest } from '../store/loads/note.ts'
import { byManager, joinNotes } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Writes down somebody who stays with the guest. Who is not wanted alone is not wanted in company either. */
export const addCompanion: DeskCommand<'booking.addGuest', { readonly approvalNote: string | null }> = {
  name: 'booking.addGuest',

  judge: (db, input, desk) => {
    if (loadBooking(db, input.bookingId) === undefined)
      return refuse({ code: 'not_found', field: 'bookingId' })
    const known = input.guestId === undefined ? undefined : loadGuest(db, input.guestId)
    if (input.guestId !== undefined && known === undefined)
      return refuse({ code: 'not_found', field: 'guestId' })
    const isUnwanted = (known !== undefined && isUnwantedGuest(db, known.id)) || isUnwantedName(db, input)
    if (!isUnwanted) return ok({ approvalNote: null })
    if (input.override === undefined) return refuse({ code: 'guest_blacklisted' })
    const may = byManager(db, desk, ['blacklist'])
    if (!may.ok) return may
    return ok({ approvalNote: joinNotes(`Not wanted, and let in: ${input.override.reason}`, may.value) })
  },

  run: (tx, { input, facts }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const known = input.guestId === undefined ? undefined : loadGuest(tx.db, input.guestId)
    tx.insert('booking_guests', {
      id: context.ids.fresh(),
      booking_id: booking.id,
      customer_id: known?.id ?? null,
      full_name: input.fullName,
      date_of_birth: input.dateOfBirth ?? known?.date_of_birth ?? null,
      nationality: input.nationality === '' ? (known?.nationality ?? null) : input.nationality,
      is_child: input.isChild ? 1 : 0,
    })
    if (facts.approvalNote !== null) {
      tx.update('bookings', booking.id, {
        internal_notes: joinNotes(booking.internal_notes, facts.approvalNote),
      })
    }
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

export const removeCompanion: DeskCommand<'booking.removeGuest', null> = {
  name: 'booking.removeGuest',

  judge: (db, input) => {
    const guest = loadBookingGuest(db, input.bookingGuestId)
    if (guest?.booking_id !== input.bookingId) return refuse({ code: 'not_found', field: 'bookingGuestId' })
    return guest.removed_at === null ? ok(null) : refuse({ code: 'already_done' })
  },

  run: (tx, { input }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    tx.update('booking_guests', input.bookingGuestId, { removed_at: context.at })
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}
