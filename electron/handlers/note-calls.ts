import { z } from 'zod'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallReply } from '../../shared/contract/index.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { addCompanion, removeCompanion } from '../commands/companions.ts'
import { addNote, doneNote } from '../commands/desk-notes.ts'
import { doNotDisturb, queueRoom } from '../commands/stay-marks.ts'
import type { CommandDone } from '../outbox/run-command.ts'
import { listCompanions } from '../store/reads/companions.ts'
import { listNotes, type NoteRecord } from '../store/reads/notes.ts'
import type { DeskDeps } from './desk-deps.ts'
import { bookingReply, doBookingCommand, doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'

type NoteCalls =
  | 'note.add'
  | 'note.done'
  | 'note.list'
  | 'booking.guests'
  | 'booking.addGuest'
  | 'booking.removeGuest'
  | 'booking.doNotDisturb'
  | 'booking.queueRoom'

export function createNoteCalls(deps: DeskDeps): Pick<Handlers, NoteCalls> {
  const { db } = deps
  const guestsOf = (bookingId: string) => ok({ guests: [...listCompanions(db, bookingId)] })
  return {
    'note.add': ({ requestId, ...input }, staff) => {
      if (staff.role === 'housekeeping' && input.kind !== 'task') return err({ code: 'not_allowed' })
      const done = doCommand(deps, addNote, input, requestId, staff)
      return done.ok ? noteOf(deps, done.value, staff) : done
    },
    'note.done': ({ requestId, ...input }, staff) => {
      const [note] = listNotes(db, { noteId: input.noteId, includeDone: true, limit: 1 })
      if (staff.role === 'housekeeping' && note !== undefined && note.kind !== 'task') {
        return err({ code: 'not_allowed' })
      }
      const done = doCommand(deps, doneNote, input, requestId, staff)
      return done.ok ? noteOf(deps, done.value, staff) : done
    },
    'note.list': (input, staff) => {
      const question = staff.role === 'housekeeping' ? { ...input, kind: 'task' as const } : input
      return ok({ notes: listNotes(db, question).map((note) => asSeenBy(staff, note)) })
    },
    'booking.guests': ({ bookingId }) => guestsOf(bookingId),
    'booking.addGuest': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, addCompanion, input, requestId, staff)
      return done.ok ? guestsOf(input.bookingId) : done
    },
    'booking.removeGuest': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, removeCompanion, input, requestId, staff)
      return done.ok ? guestsOf(input.bookingId) : done
    },
    'booking.doNotDisturb': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, doNotDisturb, input, requestId, staff)),
    'booking.queueRoom': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, queueRoom, input, requestId, staff)),
  }
}

const noteReply = z.object({ noteId: z.string() })

function noteOf({ db }: DeskDeps, done: CommandDone, staff: StaffMember): CallReply<'note.add'> {
  const { noteId } = noteReply.parse(done.reply)
  const [note] = listNotes(db, { noteId, includeDone: true, limit: 1 })
  return note === undefined
    ? err({ code: 'not_found', field: 'noteId' })
    : ok({ note: asSeenBy(staff, note) })
}

/** Who cleans rooms knows them by their numbers. */
function asSeenBy(staff: StaffMember, note: NoteRecord): NoteRecord {
  return staff.role === 'housekeeping' ? { ...note, guestName: null } : note
}
