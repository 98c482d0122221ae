import { nightsBetween } from '../../shared/domain/calendar/days.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadRoomType } from '../store/loads/room.ts'
import { loadWaiting } from '../store/loads/waiting.ts'
import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { settleGuest } from './sell-stay.ts'
import { insertGuest } from './writes/new-stay.ts'

interface Facts {
  readonly guest: GuestChoice
}

/** Writes down who would come if something were free. It holds nothing. */
export const addWaiting: DeskCommand<'waitlist.add', Facts> = {
  name: 'waitlist.add',

  judge: (db, input, { businessDate }) => {
    if (nightsBetween(input.arrival, input.departure) < 0) {
      return refuse({ code: 'invalid_input', field: 'departure', message: 'departure before arrival' })
    }
    if (input.arrival < businessDate) return refuse({ code: 'arrival_in_past', businessDate })
    if (input.roomTypeId !== undefined && loadRoomType(db, input.roomTypeId) === undefined) {
      return refuse({ code: 'not_found', field: 'roomTypeId' })
    }
    const guest = settleGuest(db, input.guest)
    return guest.ok ? ok({ guest: guest.value.choice }) : guest
  },

  run: (tx, { input, facts }, context) => {
    const entryId = context.ids.fresh()
    tx.insert('waitlist_entries', {
      id: entryId,
      customer_id: insertGuest(tx, context, facts.guest),
      room_type_id: input.roomTypeId ?? null,
      arrival: input.arrival,
      departure: input.departure,
      adults: input.adults,
      children: input.children,
      notes: input.notes === '' ? null : input.notes,
      status: 'waiting',
      created_by: context.actor.userId,
    })
    return ok({ subject: 'waitlist', bookingId: null, reply: { entryId } })
  },
}

export const dropWaiting: DeskCommand<'waitlist.drop', null> = {
  name: 'waitlist.drop',
  judge: (db, { entryId }) => {
    const entry = loadWaiting(db, entryId)
    if (entry === null || entry === undefined) return refuse({ code: 'not_found', field: 'entryId' })
    return entry.status === 'waiting' ? ok(null) : refuse({ code: 'already_done' })
  },
  run: (tx, { input: { entryId, reason } }) => {
    const entry = loadWaiting(tx.db, entryId)
    if (entry === null || entry === undefined) return refuse({ code: 'not_found', field: 'entryId' })
    if (entry.status === 'waiting') {
      const notes = [entry.notes, reason].filter((text) => text !== null && text !== '').join('\n')
      tx.update('waitlist_entries', entry.id, {
        status: 'dropped',
        ...(reason === '' ? {} : { notes }),
      })
    }
    return ok({ subject: 'waitlist', bookingId: null })
  },
}
