import { z } from 'zod'
import { type Call, desk, readers } from '../call.ts'
import { rowFault } from '../fault.ts'
import {
  amountMinor,
  date,
  id,
  holdHours,
  instant,
  line,
  note,
  positiveMinor,
  requiredLine,
  timeOfDay,
} from '../fields.ts'
import { checkInBlockers } from '../../domain/stay/check-in-blockers.ts'
import { violation } from '../violation.ts'
import { bookingSources } from '../../domain/stay/source.ts'
import { bookingStatuses } from '../../domain/stay/status.ts'
import { paymentMethods } from '../../domain/folio/payment-method.ts'
import { transactionTypes } from '../../domain/folio/transaction-type.ts'
import { housekeepingStatuses } from '../../domain/room/housekeeping.ts'

export const folioLine = z.object({
  transactionId: id,
  type: z.enum(transactionTypes),
  description: z.string(),
  businessDate: date,
  /** Charges positive, payments negative. */
  amountMinor,
  postedAt: instant,
  postedBy: z.string(),
  /** A charge that may be taken back: see `folio.takeBack`. */
  takesBack: z.boolean(),
  unsent: z.boolean(),
})

export type FolioLine = z.output<typeof folioLine>

export const bookingDetail = z.object({
  bookingId: id,
  code: z.string(),
  status: z.enum(bookingStatuses),
  source: z.enum(bookingSources),
  arrival: date,
  departure: date,
  /** 0 for day use. */
  nights: z.int(),
  adults: z.int(),
  children: z.int(),
  guest: z.object({
    guestId: id,
    fullName: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    nationality: z.string().nullable(),
    vip: z.boolean(),
    blacklisted: z.boolean(),
    staysBefore: z.int(),
  }),
  roomTypeId: id,
  roomTypeName: z.string(),
  roomId: id.nullable(),
  roomNumber: z.string().nullable(),
  roomHousekeeping: z.enum(housekeepingStatuses).nullable(),
  /** The frozen price of each night. */
  nightly: z.array(z.object({ night: date, roomNumber: z.string().nullable(), amountMinor })),
  roomTotalMinor: amountMinor,
  /** The folio ledger so far, oldest first; the balance is its sum, and what the stay will still cost is expectedMinor. */
  folio: z.array(folioLine),
  /** Sum of the folio: positive is owed by the guest. */
  balanceMinor: amountMinor,
  /** Nights not yet posted to the folio. */
  unpostedMinor: amountMinor,
  /** In house, and not to be disturbed. */
  doNotDisturb: z.boolean(),
  /** What is paid in advance, while the guest is expected; null where nothing is asked for. */
  deposit: z
    .object({ askedMinor: amountMinor, openMinor: amountMinor, dueOn: date, isDue: z.boolean() })
    .nullable(),
  roomLocked: z.boolean(),
  /** Since when the guest is here and waits for the room. */
  queuedAt: instant.nullable(),
  /** Until when a pending booking is held. */
  holdExpiresAt: instant.nullable(),
  /** When the room has to be left on the day of departure, in the hotel's time. */
  checkOutTime: timeOfDay,
  groupId: id.nullable(),
  /** The group pays for the room; the guest for what else they have. */
  groupPaysRoom: z.boolean(),
  specialRequests: z.string(),
  internalNotes: z.string(),
  cancellationReason: z.string(),
  actualCheckIn: instant.nullable(),
  actualCheckOut: instant.nullable(),
  /** The room it was sold and somebody else has, and who that is. */
  parked: z.object({ wantedRoom: z.string(), holder: z.string().nullable() }).nullable(),
  /** Its desk could not be sure of the room when it was sold, and the server has not said so yet. */
  toBeConfirmed: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  /** Everything that keeps the guest from being checked in now; empty when ready or when not due. */
  blockers: z.array(z.enum(checkInBlockers)),
  /** The last step that may be undone now, or null. */
  undo: z.object({ name: z.string(), at: instant }).nullable(),
  history: z.array(
    z.object({ at: instant, actorName: z.string(), terminal: z.string(), action: z.string() }),
  ),
  unsent: z.boolean(),
  /** What of this booking is still on its way and goes against what others have done since. */
  willConflict: z.array(z.object({ name: z.string(), reason: z.string(), at: instant })),
  attention: z.array(z.object({ reason: z.string(), fault: rowFault.nullable(), at: instant })),
})

export type BookingDetail = z.output<typeof bookingDetail>

/** The guest of a booking: someone known, or someone new. */
export const guestChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), guestId: id }).strict(),
  z
    .object({
      kind: z.literal('new'),
      fullName: requiredLine(100),
      phone: line(20).default(''),
      email: z.union([z.literal(''), z.email().max(255)]).default(''),
      nationality: line(50).default(''),
    })
    .strict(),
])

export type GuestChoice = z.output<typeof guestChoice>

const party = { adults: z.int().min(1).max(20), children: z.int().min(0).max(20).default(0) }
const stayDates = { arrival: date, departure: date }

export const payment = z
  .object({
    method: z.enum(paymentMethods),
    amountMinor: positiveMinor,
    /** Cash handed over, when more than the amount: the change is given back. */
    tenderedMinor: positiveMinor.optional(),
    /** Slip number of the card terminal, voucher number, transfer reference. Never a card number. */
    reference: line(100).default(''),
    cardLastFour: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  })
  .strict()

export type PaymentInput = z.output<typeof payment>

/** A price of each night in place of the hotel's own. Less than that is a manager's call. */
const agreedRate = z.int().min(0).max(99_999_999).optional()

/** A manager's word: see `session.approve`. Without it, what needs one is refused with `approval_needed`. */
const approvalId = id.optional()

/** What is paid in advance, and by when; nothing of it with an amount of nothing. */
const askedDeposit = z.object({ amountMinor: z.int().min(0).max(99_999_999_999), dueOn: date }).strict()

const bookingRef = z.object({ bookingId: id }).strict()
const bookingReply = z.object({ booking: bookingDetail })

/**
 * Every call that changes something takes `requestId`: made once per click, so that a double click or a retry is
 * done once and answered twice.
 */
const requestId = id

export const bookingCalls = {
  'booking.get': { allowed: readers, input: bookingRef, output: bookingReply },
  /** What is free by type for the dates, and what each would cost, night by night. */
  'booking.quote': {
    allowed: desk,
    input: z.object({ ...stayDates, ...party }).strict(),
    output: z.object({
      nights: z.int(),
      types: z.array(
        z.object({
          roomTypeId: id,
          code: z.string(),
          name: z.string(),
          maxOccupancy: z.int(),
          /** Rooms left on the worst night, counting bookings that have no room yet. */
          free: z.int(),
          /** Can the party sleep here, extra bed included? */
          fits: z.boolean(),
          nightly: z.array(z.object({ night: date, amountMinor })),
          totalMinor: amountMinor,
          /** What the hotel's plan asks for in advance; null where it asks nothing. */
          deposit: z.object({ amountMinor, dueOn: date }).nullable(),
          /** Rules of sale that the stay would break: sold all the same by a manager's word alone. */
          violations: z.array(violation),
        }),
      ),
    }),
  },
  /** Rooms of a type that are free for all the nights, the ready ones first. */
  'booking.freeRooms': {
    allowed: desk,
    input: z.object({ ...stayDates, roomTypeId: id.optional(), exceptBookingId: id.optional() }).strict(),
    output: z.object({
      rooms: z.array(
        z.object({
          roomId: id,
          roomNumber: z.string(),
          roomTypeId: id,
          roomTypeCode: z.string(),
          floor: z.int(),
          housekeeping: z.enum(housekeepingStatuses),
          occupied: z.boolean(),
          /** May this desk be sure of it without a line, or may another desk alone sell it? */
          standing: z.enum(['ours', 'open', 'others']),
        }),
      ),
    }),
  },
  'booking.create': {
    allowed: desk,
    input: z
      .object({
        requestId,
        ...stayDates,
        ...party,
        guest: guestChoice,
        roomTypeId: id,
        roomId: id.optional(),
        source: z.enum(bookingSources),
        specialRequests: note(2000).default(''),
        internalNotes: note(2000).default(''),
        /** Sell although no room of the type is left; a manager's call. */
        overbook: z.boolean().default(false),
        /** Held for so long, and let go by itself if nobody confirms it: a courtesy. */
        holdHours: holdHours.optional(),
        /** Sell against a rule of sale; a manager's call. */
        ignoreRestrictions: z.boolean().optional(),
        rateMinor: agreedRate,
        /** Left out, what the hotel's plan asks for. Less than that is a manager's call. */
        deposit: askedDeposit.optional(),
        approvalId,
        bookingGroupId: id.optional(),
        /** The entry of the waitlist that this booking is for. */
        waitlistEntryId: id.optional(),
      })
      .strict(),
    output: bookingReply,
  },
  /** Books, takes the money if given, and checks in, in one step and one transaction. */
  'booking.walkIn': {
    allowed: desk,
    input: z
      .object({
        requestId,
        departure: date,
        ...party,
        guest: guestChoice,
        roomId: id,
        payment: payment.optional(),
        override: z
          .object({ reason: requiredLine(200) })
          .strict()
          .optional(),
        rateMinor: agreedRate,
        /** Although somebody who has no room yet was sold one of the type; a manager's call. */
        overbook: z.boolean().optional(),
        /** Against a rule of sale; a manager's call. */
        ignoreRestrictions: z.boolean().optional(),
        approvalId,
      })
      .strict(),
    output: bookingReply,
  },
  /** Asks for another deposit of a guest who is expected; for less than before by a manager's word alone. */
  'booking.setDeposit': {
    allowed: desk,
    input: z.object({ requestId, bookingId: id, deposit: askedDeposit, approvalId }).strict(),
    output: bookingReply,
  },
  'booking.assignRoom': {
    allowed: desk,
    input: z.object({ requestId, bookingId: id, roomId: id }).strict(),
    output: bookingReply,
  },
  'booking.checkIn': {
    allowed: desk,
    input: z
      .object({
        requestId,
        bookingId: id,
        /** Overrides what may be overridden, and why; some of it is a manager's call. */
        override: z
          .object({ reason: requiredLine(200) })
          .strict()
          .optional(),
        approvalId,
      })
      .strict(),
    output: bookingReply,
  },
  /** Posts what is unposted of the nights slept, then refuses while a balance is open. */
  'booking.checkOut': {
    allowed: desk,
    input: z.object({ requestId, bookingId: id }).strict(),
    output: bookingReply,
  },
  'booking.cancel': {
    allowed: desk,
    input: z
      .object({
        requestId,
        bookingId: id,
        reason: requiredLine(500),
        /** Charges what the plan's policy asks for a stay called off now. */
        chargeFee: z.boolean().optional(),
      })
      .strict(),
    output: bookingReply,
  },
  /** Undoes the last step of this booking that moved no money, on the same business date. */
  'booking.undo': {
    allowed: desk,
    input: z.object({ requestId, bookingId: id }).strict(),
    output: bookingReply,
  },
  'folio.postCharge': {
    allowed: desk,
    input: z
      .object({
        requestId,
        bookingId: id,
        description: requiredLine(200),
        quantity: z.int().min(1).max(999).default(1),
        unitPriceMinor: positiveMinor,
      })
      .strict(),
    output: bookingReply,
  },
  /** Takes a charge off the folio by a line of its own. Of another day, or of somebody who has left, a manager's call. */
  'folio.takeBack': {
    allowed: desk,
    input: z
      .object({ requestId, bookingId: id, transactionId: id, reason: requiredLine(200), approvalId })
      .strict(),
    output: bookingReply,
  },
  'folio.takePayment': {
    allowed: desk,
    input: z.object({ requestId, bookingId: id, payment }).strict(),
    output: bookingReply.extend({ paymentCode: z.string(), changeMinor: amountMinor }),
  },
} as const satisfies Record<string, Call>
