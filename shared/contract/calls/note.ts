import { z } from 'zod'
import { type Call, desk, rooms } from '../call.ts'
import { birthDate, date, id, instant, note, requiredLine, timeOfDay, line } from '../fields.ts'
import { departments, noteKinds, popUps } from '../../domain/desk/note.ts'
import { bookingDetail } from './booking.ts'

export const deskNote = z.object({
  noteId: id,
  kind: z.enum(noteKinds),
  bookingId: id.nullable(),
  bookingCode: z.string().nullable(),
  /** Null for whoever may not read guests. */
  guestName: z.string().nullable(),
  roomId: id.nullable(),
  roomNumber: z.string().nullable(),
  department: z.enum(departments).nullable(),
  body: z.string(),
  dueOn: date.nullable(),
  dueAt: timeOfDay.nullable(),
  popsUp: z.enum(popUps).nullable(),
  urgent: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  unsent: z.boolean(),
})

export type DeskNote = z.output<typeof deskNote>

/** Somebody who stays with the guest a booking is for. */
const companion = z.object({
  bookingGuestId: id,
  guestId: id.nullable(),
  fullName: z.string(),
  dateOfBirth: birthDate.nullable(),
  nationality: z.string().nullable(),
  isChild: z.boolean(),
  blacklisted: z.boolean(),
})

const bookingReply = z.object({ booking: bookingDetail })
const companions = z.object({ guests: z.array(companion) })

/** What is left for somebody: messages, tasks, calls, alerts, a word to the next shift; and what else a stay has on record. */
export const noteCalls = {
  'note.add': {
    allowed: rooms,
    input: z
      .object({
        requestId: id,
        kind: z.enum(noteKinds),
        bookingId: id.optional(),
        roomId: id.optional(),
        department: z.enum(departments).optional(),
        body: note(2000).refine((text) => text !== '', { message: 'says nothing' }),
        dueOn: date.optional(),
        dueAt: timeOfDay.optional(),
        popsUp: z.enum(popUps).optional(),
        urgent: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ note: deskNote }),
  },
  /** Handed on, done, called, or read. */
  'note.done': {
    allowed: rooms,
    input: z.object({ requestId: id, noteId: id }).strict(),
    output: z.object({ note: deskNote }),
  },
  /** The urgent and the overdue first. Housekeeping sees tasks alone. */
  'note.list': {
    allowed: rooms,
    input: z
      .object({
        bookingId: id.optional(),
        roomId: id.optional(),
        kind: z.enum(noteKinds).optional(),
        department: z.enum(departments).optional(),
        /** Due by this day, and those without a day. */
        dueBy: date.optional(),
        popsUp: z.enum(popUps).optional(),
        includeDone: z.boolean().default(false),
        limit: z.int().min(1).max(500).default(200),
      })
      .strict(),
    output: z.object({ notes: z.array(deskNote) }),
  },
  'booking.guests': { allowed: desk, input: z.object({ bookingId: id }).strict(), output: companions },
  /** Refused with `guest_blacklisted` for somebody who is not wanted, unless a manager answers for it. */
  'booking.addGuest': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        bookingId: id,
        guestId: id.optional(),
        fullName: requiredLine(100),
        dateOfBirth: birthDate.optional(),
        nationality: line(50).default(''),
        isChild: z.boolean().default(false),
        override: z
          .object({ reason: requiredLine(200) })
          .strict()
          .optional(),
        /** A manager's word: see `session.approve`. */
        approvalId: id.optional(),
      })
      .strict(),
    output: companions,
  },
  'booking.removeGuest': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, bookingGuestId: id }).strict(),
    output: companions,
  },
  'booking.doNotDisturb': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, on: z.boolean() }).strict(),
    output: bookingReply,
  },
  /** The guest is here and waits for the room: housekeeping does it first. */
  'booking.queueRoom': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, queued: z.boolean() }).strict(),
    output: bookingReply,
  },
} as const satisfies Record<string, Call>
