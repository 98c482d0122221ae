import { z } from 'zod'
import { type Call, readers, rooms } from '../call.ts'
import { amountMinor, date, id, instant, nothing, requiredLine } from '../fields.ts'
import { mentionKinds, moneyMentions } from '../../domain/desk/mention.ts'
import { nextSteps } from '../../domain/stay/next-step.ts'
import { bookingStatuses } from '../../domain/stay/status.ts'
import { housekeepingStatuses } from '../../domain/room/housekeeping.ts'

/** A stay as a row of a work queue. */
export const stayRow = z.object({
  bookingId: id,
  code: z.string(),
  guestName: z.string(),
  status: z.enum(bookingStatuses),
  arrival: date,
  departure: date,
  nights: z.int(),
  adults: z.int(),
  children: z.int(),
  roomTypeCode: z.string(),
  roomId: id.nullable(),
  roomNumber: z.string().nullable(),
  /** Is the assigned room ready for this guest? Null without a room. */
  room: z
    .object({
      housekeeping: z.enum(housekeepingStatuses),
      occupied: z.boolean(),
      blocked: z.boolean(),
    })
    .nullable(),
  balanceMinor: amountMinor,
  /** What is paid in advance, while the guest is expected; null where nothing is asked for. */
  deposit: z
    .object({ askedMinor: amountMinor, openMinor: amountMinor, dueOn: date, isDue: z.boolean() })
    .nullable(),
  vip: z.boolean(),
  blacklisted: z.boolean(),
  /** In house and past the departure date. */
  overdue: z.boolean(),
  nextStep: z.enum(nextSteps),
  /** Since when the guest is here and waits for the room. */
  queuedAt: instant.nullable(),
  /** Until when a booking that nobody has confirmed is held. */
  holdExpiresAt: instant.nullable(),
  /** Something about this stay is not yet on the server. */
  unsent: z.boolean(),
  /** Something of that goes against what others have done since: the server will most likely not simply take it. */
  willConflict: z.boolean(),
  needsAttention: z.boolean(),
})

export type StayRow = z.output<typeof stayRow>

const queue = z.object({
  /** How many still wait, and how many are done today. */
  remaining: z.int(),
  done: z.int(),
  rows: z.array(stayRow),
})

export const searchHit = z.object({
  /** A `note` is one of no stay; `waiting` is somebody on the waitlist. */
  kind: z.enum(['booking', 'guest', 'room', 'group', 'note', 'waiting']),
  id,
  /** The booking to open on Enter; for a guest or a room the current or next one, if any. */
  bookingId: id.nullable(),
  title: z.string(),
  subtitle: z.string(),
  /** The days of a booking. */
  stay: z.object({ arrival: date, departure: date }).nullable(),
  /** What it was found by, where that is not its own name, number or code. */
  mention: z
    .object({
      by: z.enum([...mentionKinds, ...moneyMentions]),
      /** As it was written down; a line of the books in their own words. */
      text: z.string(),
      /** Of money, with its day. */
      amountMinor: amountMinor.nullable(),
      on: date.nullable(),
    })
    .nullable(),
  status: z.enum(bookingStatuses).nullable(),
  unsent: z.boolean(),
})

export type SearchHit = z.output<typeof searchHit>

/** Somebody to book for. */
const guestLine = z.object({
  guestId: id,
  fullName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  nationality: z.string().nullable(),
  vip: z.boolean(),
  blacklisted: z.boolean(),
  /** Departure of the last stay, or null where there was none. */
  lastStay: date.nullable(),
})

const roomState = z.object({
  roomId: id,
  roomNumber: z.string(),
  roomTypeId: id,
  roomTypeCode: z.string(),
  floor: z.int(),
  housekeeping: z.enum(housekeepingStatuses),
  occupied: z.boolean(),
  blocked: z.boolean(),
  arriving: z.boolean(),
  dueOut: z.boolean(),
  unsent: z.boolean(),
})

export const deskCalls = {
  /** Today's work queues on the hotel's business date. */
  'desk.today': {
    allowed: readers,
    input: nothing,
    output: z.object({
      businessDate: date,
      /** Due in today, those already checked in counted as done. Sorted by what blocks them. */
      arrivals: queue,
      /** Due out today and overdue, those already checked out counted as done. */
      departures: queue,
      /** Everybody in house tonight or still here; done is always 0. */
      inHouse: queue,
      /** Due in today or tomorrow without a room. */
      unassigned: queue,
      /** Whose deposit should have been paid by now, whenever they come; done is always 0. */
      deposits: queue,
    }),
  },
  /**
   * Finds guests, bookings, rooms and groups by any part of name, code, telephone, mail or number, and stays by amounts,
   * company, papers, and what was written down and may be read by whoever asks.
   */
  'search.find': {
    allowed: readers,
    input: z.object({ text: requiredLine(200), limit: z.int().min(1).max(50).default(12) }).strict(),
    output: z.object({
      hits: z.array(searchHit),
      /** It reads as a walk-in's line, `smith 2n king 120 cash`, and whoever asks may take one in. */
      walkIn: z.boolean(),
    }),
  },
  /** Finds guests alone, each once, to choose whom a booking is for. */
  'guest.find': {
    allowed: readers,
    input: z.object({ text: requiredLine(200), limit: z.int().min(1).max(50).default(12) }).strict(),
    output: z.object({ guests: z.array(guestLine) }),
  },
  'rooms.list': { allowed: rooms, input: nothing, output: z.object({ rooms: z.array(roomState) }) },
  'room.setHousekeeping': {
    allowed: rooms,
    input: z.object({ roomId: id, housekeeping: z.enum(housekeepingStatuses) }).strict(),
    output: roomState,
  },
} as const satisfies Record<string, Call>
