import { z } from 'zod'
import { type Call, desk } from '../call.ts'
import { amountMinor, date, holdHours, id, line, requiredLine, timeOfDay } from '../fields.ts'
import { violations } from '../violation.ts'
import { bookingDetail } from './booking.ts'

/** What becomes of the price: the nights keep what they were sold for, or those that change are priced anew. */
const price = z.enum(['keep', 'reprice'])

/** What was agreed for each night that would be priced anew, in place of either. Less than both is a manager's call. */
const agreedMinor = z.int().min(0).max(99_999_999).optional()

/** A manager's word: see `session.approve`. Without it, what needs one is refused with `approval_needed`. */
const approvalId = id.optional()

const bookingReply = z.object({ booking: bookingDetail })

const dateChange = {
  /** Only before the guest is in house. */
  arrival: date.optional(),
  departure: date.optional(),
}

/** A night as it is and as it would be. Null on the side on which the stay does not have it. */
const nightChange = z.object({
  night: date,
  fromRoom: z.string().nullable(),
  toRoom: z.string().nullable(),
  oldMinor: amountMinor.nullable(),
  /** With the prices kept; a night that is added costs what its neighbour costs. */
  keepMinor: amountMinor.nullable(),
  /** With the nights that change priced anew. */
  repriceMinor: amountMinor.nullable(),
})

/** A room that would do where the one that was asked for does not. */
const alternativeRoom = z.object({
  roomId: id,
  roomNumber: z.string(),
  roomTypeId: id,
  roomTypeCode: z.string(),
  /** Free for all the nights that are left of the stay, or for those that are added alone. */
  covers: z.enum(['stay', 'added']),
})

/** What else could be done about dates that cannot be had in this room; the data of such a refusal. */
export const dateAlternatives = z.object({
  /** The stay's own room is free to here: the earliest arrival and the latest departure that need no other. */
  earliestArrival: date,
  latestDeparture: date,
  rooms: z.array(alternativeRoom),
})

export type DateAlternatives = z.output<typeof dateAlternatives>

const bookingRef = z.object({ bookingId: id }).strict()

/** Changes of a stay's rooms and dates, expected or in house. Each is one undoable step. */
export const stayCalls = {
  /**
   * Moves a stay into another room from a day on. Of a stay that is expected that is its arrival or a later day; of one
   * in house the nights slept stay where they were slept, and a day to come plans the move for then.
   */
  'booking.moveRoom': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        bookingId: id,
        roomId: id,
        from: date,
        price,
        rateMinor: agreedMinor,
        reason: line(200).default(''),
        /** A guest in house goes into a room that is not ready. */
        override: z
          .object({ reason: requiredLine(200) })
          .strict()
          .optional(),
        approvalId,
      })
      .strict(),
    output: bookingReply,
  },
  /**
   * Moves either end of a stay. Nights given back may be sold again at once. Refused with `room_not_available` or
   * `no_room_of_type`, its data is `dateAlternatives`.
   */
  'booking.changeDates': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        bookingId: id,
        ...dateChange,
        price,
        rateMinor: agreedMinor,
        /** The room of the nights that are added, when it is not the stay's own. */
        addedRoomId: id.optional(),
        /** Sell the added nights although no room of the type is left; a manager's call. */
        overbook: z.boolean().default(false),
        /** Against a rule of sale that the stay did not break before; a manager's call. */
        ignoreRestrictions: z.boolean().optional(),
        approvalId,
      })
      .strict(),
    output: bookingReply,
  },
  /** Spends the nights from a day within the stay on in another room, at the prices they have. */
  'booking.split': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, at: date, roomId: id }).strict(),
    output: bookingReply,
  },
  /** Two stays change rooms for the nights that each has left, at the prices they have. */
  'booking.swapRooms': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, otherBookingId: id }).strict(),
    output: bookingReply.extend({ other: bookingDetail }),
  },
  /** Keeps a stay in its room: nothing moves it until it is unlocked. */
  'booking.lockRoom': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, locked: z.boolean() }).strict(),
    output: bookingReply,
  },
  /** What a move or other dates would cost, night by night, before it is done. Asks prices alone, not whether a room is free. */
  'booking.quoteChange': {
    allowed: desk,
    input: z.object({ bookingId: id, roomId: id.optional(), from: date.optional(), ...dateChange }).strict(),
    output: z.object({
      arrival: date,
      departure: date,
      oldTotalMinor: amountMinor,
      keepTotalMinor: amountMinor,
      repriceTotalMinor: amountMinor,
      /** The room asked for is of another type than is charged. */
      otherType: z.boolean(),
      nights: z.array(nightChange),
    }),
  },
  /** What a night costs, line by line, and the rules of sale that the stay would break. */
  'booking.explainPrice': {
    allowed: desk,
    input: z
      .object({
        arrival: date,
        departure: date,
        adults: z.int().min(1).max(20),
        children: z.int().min(0).max(20).default(0),
        roomTypeId: id,
        roomId: id.optional(),
        /** What was agreed for each night, in place of the hotel's own price. */
        rateMinor: z.int().min(0).max(99_999_999).optional(),
      })
      .strict(),
    output: z.object({
      totalMinor: amountMinor,
      /** What comes on top of the prices, each tax of each night rounded by itself. */
      taxes: z.array(z.object({ name: z.string(), amountMinor })),
      nights: z.array(
        z.object({
          night: date,
          amountMinor,
          lines: z.array(
            z.object({
              kind: z.enum(['base', 'weekend', 'season', 'season_weekend', 'room', 'extra_bed', 'agreed']),
              amountMinor,
              count: z.int(),
            }),
          ),
        }),
      ),
      violations,
    }),
  },
  /** What calling a stay off, or not coming, would be charged now. */
  'booking.quoteFees': {
    allowed: desk,
    input: bookingRef,
    output: z.object({
      cancellationMinor: amountMinor,
      noShowMinor: amountMinor,
      /** What the hotel asks for some hours more on the day of departure. */
      lateCheckOutMinor: amountMinor,
      /** The last day on which it is called off for nothing. */
      freeUntil: date,
      /** What was paid ahead and would be left, or is lacking. */
      balanceMinor: amountMinor,
    }),
  },
  /** Somebody who was due in did not come. */
  'booking.noShow': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, chargeFee: z.boolean() }).strict(),
    output: bookingReply,
  },
  /** Takes up a stay that was cancelled, a no-show, or has left today. A fee for not coming is taken back. */
  'booking.reinstate': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id }).strict(),
    output: bookingReply,
  },
  /** A guest who was let in today is expected again: nothing may be on the folio. Walk-ins too. */
  'booking.undoCheckIn': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, roomUsed: z.boolean().default(true) }).strict(),
    output: bookingReply,
  },
  /** Lets go of a booking that is held as a courtesy; a desk without a line does so by itself once the hold is over. */
  'booking.releaseHold': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id }).strict(),
    output: bookingReply,
  },
  /** Holds a booking so many hours longer; one whose hold is over, so many hours from now. */
  'booking.prolongHold': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, holdHours }).strict(),
    output: bookingReply,
  },
  /** Makes a held booking a firm one, or a firm one guaranteed. */
  'booking.confirm': {
    allowed: desk,
    input: z.object({ requestId: id, bookingId: id, guaranteed: z.boolean().default(false) }).strict(),
    output: bookingReply,
  },
  /**
   * Lets a guest stay on for some hours of the day of departure. Refused with `room_promised` while somebody is expected
   * in the room that day, unless that is accepted.
   */
  'booking.lateCheckOut': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        bookingId: id,
        until: timeOfDay,
        feeMinor: z.int().min(0).max(99_999_999_999).default(0),
        acceptPromised: z.boolean().default(false),
        /** Why it costs less than the hotel asks for it, which is a manager's call. */
        reason: line(200).optional(),
        approvalId,
      })
      .strict(),
    output: bookingReply,
  },
} as const satisfies Record<string, Call>
