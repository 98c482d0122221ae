import { z } from 'zod'
import { type Call, desk } from '../call.ts'
import { amountMinor, date, id, instant, line, note, requiredLine } from '../fields.ts'
import { errorCodes } from '../errors.ts'
import { checkInBlockers } from '../../domain/stay/check-in-blockers.ts'
import { bookingSources } from '../../domain/stay/source.ts'
import { groupNeeds } from '../../domain/stay/group-need.ts'
import { guestChoice, payment } from './booking.ts'
import { stayRow } from './desk.ts'

const bookingGroup = z.object({
  groupId: id,
  code: z.string(),
  name: z.string(),
  contactName: z.string().nullable(),
  /** The company or agency it comes from; empty when it is none. */
  company: z.string(),
  /** The group pays for the rooms, each guest for what else they have. */
  paysRooms: z.boolean(),
  /** From this day rooms that nobody is named for are sold again. */
  releaseDate: date.nullable(),
  /** What was agreed for a night, by type; the hotel's own price stands for the others. */
  rates: z.array(z.object({ roomTypeId: id, rateMinor: amountMinor })),
  /** The stays that would go back on the release date: in the contact's name, not guaranteed, nothing paid. */
  unnamed: z.array(id),
  /** Open for rooms and their taxes, those still to be posted included, and for everything. */
  roomsOwedMinor: amountMinor,
  owedMinor: amountMinor,
  notes: z.string(),
  /** The rooming list. */
  stays: z.array(stayRow),
})

/** A room of a rooming list: for somebody by name, or for whoever the contact will name. */
const listedRoom = z
  .object({
    roomTypeId: id,
    roomId: id.optional(),
    guest: guestChoice.optional(),
    adults: z.int().min(1).max(20).default(1),
    children: z.int().min(0).max(20).default(0),
  })
  .strict()

const nightRates = z
  .array(z.object({ roomTypeId: id, rateMinor: z.int().min(0).max(99_999_999) }).strict())
  .max(50)

/** What became of one row of something done for many at once: each is done or refused by itself. */
const rowResult = z.object({
  bookingId: id,
  ok: z.boolean(),
  code: z.enum(errorCodes).nullable(),
  blockers: z.array(z.enum(checkInBlockers)),
})

/** Why a room was chosen for a stay. */
const assignReasons = ['same_as_before', 'ready', 'longest_run', 'only_one'] as const

const proposal = z.object({
  bookingId: id,
  code: z.string(),
  guestName: z.string(),
  fromRoom: z.string().nullable(),
  roomId: id,
  roomNumber: z.string(),
  reasons: z.array(z.enum(assignReasons)),
})

export type RoomProposal = z.output<typeof proposal>

const waitlistEntry = z.object({
  entryId: id,
  guestId: id,
  guestName: z.string(),
  phone: z.string(),
  roomTypeId: id.nullable(),
  roomTypeCode: z.string().nullable(),
  arrival: date,
  departure: date,
  adults: z.int(),
  children: z.int(),
  notes: z.string(),
  createdAt: instant,
  vip: z.boolean(),
  /** A room that would do is free by now. */
  canBeBooked: z.boolean(),
  /** Of which types, and how many on the worst night. */
  free: z.array(z.object({ roomTypeId: id, code: z.string(), count: z.int() })),
})

const groupReply = z.object({ group: bookingGroup })

/** Several at once: groups and their rooms, who gets which room, who waits for one. */
export const groupCalls = {
  /** All rooms or none. Rooms that are not named get none yet. */
  'group.create': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        name: requiredLine(100),
        contact: guestChoice,
        arrival: date,
        departure: date,
        source: z.enum(bookingSources).default('group'),
        company: line(200).optional(),
        paysRooms: z.boolean().optional(),
        /** A day after the hotel's own. */
        releaseDate: date.optional(),
        notes: note(2000).default(''),
        /** What was agreed for a night in a type, in place of the hotel's own price. Less than that is a manager's call. */
        rates: nightRates.optional(),
        approvalId: id.optional(),
        rooms: z.array(listedRoom).min(1).max(50),
      })
      .strict(),
    output: groupReply,
  },
  'group.get': { allowed: desk, input: z.object({ groupId: id }).strict(), output: groupReply },
  'group.list': {
    allowed: desk,
    /** Groups with a stay on one of these days, by the day on which something is to be done about each. */
    input: z.object({ from: date, to: date }).strict(),
    output: z.object({
      groups: z.array(
        z.object({
          groupId: id,
          code: z.string(),
          name: z.string(),
          rooms: z.int(),
          arrival: date,
          departure: date,
          withoutRoom: z.int(),
          unnamed: z.int(),
          releaseDate: date.nullable(),
          /** What is to be done next, and on which day; null when nothing is. */
          need: z.object({ what: z.enum(groupNeeds), on: date }).nullable(),
          inHouse: z.int(),
          left: z.int(),
        }),
      ),
    }),
  },
  'group.update': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        groupId: id,
        name: requiredLine(100).optional(),
        company: line(200).optional(),
        paysRooms: z.boolean().optional(),
        releaseDate: z.union([z.literal(''), date]).optional(),
        notes: note(2000).optional(),
      })
      .strict(),
    output: groupReply,
  },
  /**
   * Sells a group more rooms: all of them or none, each a booking of its own, in the contact's name where none is given.
   * At what was agreed with the group; another price is for these rooms alone.
   */
  'group.addRooms': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        groupId: id,
        arrival: date,
        departure: date,
        rates: nightRates.optional(),
        approvalId: id.optional(),
        rooms: z.array(listedRoom).min(1).max(50),
      })
      .strict(),
    output: groupReply,
  },
  /** Who sleeps in which room of the group; all of them or none. Refused with the place in the list as its field. */
  'group.nameGuests': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        groupId: id,
        names: z
          .array(z.object({ bookingId: id, guest: guestChoice }).strict())
          .min(1)
          .max(50),
      })
      .strict(),
    output: groupReply,
  },
  /**
   * One payment for the whole group, shared out among its stays: for their rooms first, then for what else is open. Each
   * share is a payment of its stay with a number of its own.
   */
  'group.pay': {
    allowed: desk,
    input: z.object({ requestId: id, groupId: id, payment }).strict(),
    output: z.object({ group: bookingGroup, payments: z.int(), changeMinor: amountMinor }),
  },
  /** Lets go of everybody of the group who leaves today and owes nothing, or of those named: each by themselves. */
  'group.checkOut': {
    allowed: desk,
    input: z.object({ requestId: id, groupId: id, bookingIds: z.array(id).max(100).optional() }).strict(),
    output: z.object({ results: z.array(rowResult), group: bookingGroup }),
  },
  /** Lets in everybody of the group who is due in, or those named: each by themselves. */
  'group.checkIn': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        groupId: id,
        bookingIds: z.array(id).max(100).optional(),
        override: z
          .object({ reason: requiredLine(200) })
          .strict()
          .optional(),
      })
      .strict(),
    output: z.object({ results: z.array(rowResult), group: bookingGroup }),
  },
  /** A room for each stay without one that is due in by a day, with why. Nothing is done: each is a booking.assignRoom. */
  'rooms.proposeRooms': {
    allowed: desk,
    input: z.object({ arrivingBy: date, groupId: id.optional() }).strict(),
    output: z.object({ proposals: z.array(proposal), unplaced: z.array(stayRow) }),
  },
  /**
   * Moves of stays to come that leave fewer and longer gaps between stays, those that are locked or in house left where
   * they are. Nothing is done: each is a booking.moveRoom with the price kept.
   */
  'rooms.proposeMoves': {
    allowed: desk,
    input: z.object({ from: date, to: date }).strict(),
    output: z.object({
      moves: z.array(proposal),
      /** Gaps of one night between two stays, as it is and as it would be. */
      orphanNightsBefore: z.int(),
      orphanNightsAfter: z.int(),
    }),
  },
  'waitlist.add': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        guest: guestChoice,
        roomTypeId: id.optional(),
        arrival: date,
        departure: date,
        adults: z.int().min(1).max(20).default(1),
        children: z.int().min(0).max(20).default(0),
        notes: line(500).default(''),
      })
      .strict(),
    output: z.object({ entry: waitlistEntry }),
  },
  'waitlist.drop': {
    allowed: desk,
    input: z.object({ requestId: id, entryId: id, reason: line(200).default('') }).strict(),
    output: z.object({}),
  },
  /** Who waits: the earliest arrival first, then who is important, then who has waited longest. To book one is a booking.create with its `waitlistEntryId`. */
  'waitlist.list': {
    allowed: desk,
    input: z.object({}).strict(),
    output: z.object({ entries: z.array(waitlistEntry) }),
  },
} as const satisfies Record<string, Call>
