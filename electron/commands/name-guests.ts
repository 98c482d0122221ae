import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import { isExpected, type BookingStatus } from '../../shared/domain/stay/status.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadGroup } from '../store/loads/waiting.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { settleGuest } from './sell-stay.ts'
import { insertGuest } from './writes/new-stay.ts'

interface Facts {
  readonly names: readonly { readonly bookingId: string; readonly guest: GuestChoice }[]
}

/** Says who sleeps in the rooms of a group: all of the names or none, so that a list is never half in. */
export const nameGuests: DeskCommand<'group.nameGuests', Facts> = {
  name: 'group.nameGuests',

  judge: (db, { groupId, names }) => {
    if (loadGroup(db, groupId) === undefined) return refuse({ code: 'not_found', field: 'groupId' })
    const settled: { readonly bookingId: string; readonly guest: GuestChoice }[] = []
    for (const [index, { bookingId, guest }] of names.entries()) {
      const field = `names.${index}.bookingId`
      const booking = loadBooking(db, bookingId)
      if (booking?.booking_group_id !== groupId) return refuse({ code: 'not_found', field })
      // who is in house is somebody already
      if (!isExpected(booking.status)) return refuse({ code: 'stay_status', status: booking.status })
      const who = settleGuest(db, guest)
      if (!who.ok) return { ok: false, error: { ...who.error, field: `names.${index}.guest` } }
      settled.push({ bookingId, guest: who.value.choice })
    }
    return ok({ names: settled })
  },

  run: (tx, { input, facts }, context) => {
    const group = loadGroup(tx.db, input.groupId)
    if (group === undefined) return refuse({ code: 'not_found', field: 'groupId' })
    let named = 0
    let lost: BookingStatus = 'cancelled'
    for (const { bookingId, guest } of facts.names) {
      const booking = loadBooking(tx.db, bookingId)
      if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
      // somebody may have called a room off elsewhere meanwhile: the others keep their names
      if (!isExpected(booking.status)) {
        lost = booking.status
        continue
      }
      tx.update('bookings', booking.id, { customer_id: insertGuest(tx, context, guest) })
      named += 1
    }
    // all of them are gone: who was named has no room, and somebody has to know
    if (named === 0) return refuse({ code: 'stay_status', status: lost })
    return ok({ subject: group.group_code, bookingId: null, reply: { groupId: group.id } })
  },
}
