import { checkNote } from '../../shared/domain/desk/note.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadNote } from '../store/loads/note.ts'
import { loadRoom } from '../store/loads/room.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Leaves something for somebody: a message, a task, a call, an alert, a word to the next shift. */
export const addNote: DeskCommand<'note.add', null> = {
  name: 'note.add',

  judge: (db, input, { businessDate }) => {
    if (input.bookingId !== undefined && loadBooking(db, input.bookingId) === undefined) {
      return refuse({ code: 'not_found', field: 'bookingId' })
    }
    if (input.roomId !== undefined && loadRoom(db, input.roomId) === undefined) {
      return refuse({ code: 'not_found', field: 'roomId' })
    }
    const checked = checkNote(input, businessDate)
    return checked.ok ? ok(null) : refuse({ ...checked.error })
  },

  run: (tx, { input }, context) => {
    const noteId = context.ids.fresh()
    const booking = input.bookingId === undefined ? undefined : loadBooking(tx.db, input.bookingId)
    tx.insert('desk_notes', {
      id: noteId,
      kind: input.kind,
      booking_id: input.bookingId ?? null,
      room_id: input.roomId ?? null,
      department: input.department ?? null,
      body: input.body,
      due_on: input.dueOn ?? null,
      due_at: input.dueAt === undefined ? null : `${input.dueAt}:00`,
      pops_up: input.popsUp ?? null,
      is_urgent: input.urgent ? 1 : 0,
      created_by: context.actor.userId,
    })
    const subject = booking?.booking_code ?? input.department ?? input.kind
    return ok({ subject, bookingId: booking?.id ?? null, reply: { noteId } })
  },
}

/** Says that it was handed on, done, called or read. The first to say so has done it. */
export const doneNote: DeskCommand<'note.done', null> = {
  name: 'note.done',

  judge: (db, { noteId }) => {
    const note = loadNote(db, noteId)
    if (note === undefined) return refuse({ code: 'not_found', field: 'noteId' })
    return note.done_at === null ? ok(null) : refuse({ code: 'already_done' })
  },

  run: (tx, { input: { noteId } }, context) => {
    const note = loadNote(tx.db, noteId)
    if (note === undefined) return refuse({ code: 'not_found', field: 'noteId' })
    if (note.done_at === null) {
      tx.update('desk_notes', note.id, { done_at: context.at, done_by: context.actor.userId })
    }
    return ok({ subject: note.department ?? note.kind, bookingId: note.booking_id, reply: { noteId } })
  },
}
