import { z } from 'zod'
import { type Call, desk } from '../call.ts'
import { errorCodes } from '../errors.ts'
import { amountMinor, date, id } from '../fields.ts'
import { paymentMethods } from '../../domain/folio/payment-method.ts'
import { housekeepingStatuses } from '../../domain/room/housekeeping.ts'
import { lineProblems, wordKinds } from '../../domain/walk-in/line-word-kinds.ts'

/** Why a walk-in is given just this room. */
const offerReasons = ['asked_for', 'cheapest', 'surely_ours', 'ready', 'only_one'] as const

const roomOffer = z.object({
  roomId: id,
  roomNumber: z.string(),
  roomTypeId: id,
  roomTypeCode: z.string(),
  roomTypeName: z.string(),
  housekeeping: z.enum(housekeepingStatuses),
  reasons: z.array(z.enum(offerReasons)),
  /** As it would be sold. */
  nightly: z.array(z.object({ night: date, amountMinor })),
  totalMinor: amountMinor,
  /** What it costs where nothing else was agreed. */
  listMinor: amountMinor,
})

export type RoomOffer = z.output<typeof roomOffer>

export const walkInCalls = {
  /** The room that a walk-in would be given now, and why that one; null when there is none. */
  'booking.offerRoom': {
    allowed: desk,
    input: z
      .object({
        departure: date,
        adults: z.int().min(1).max(20),
        children: z.int().min(0).max(20).default(0),
        /** One of these; any where it is left out. */
        roomTypeIds: z.array(id).max(200).optional(),
        roomId: id.optional(),
        rateMinor: z.int().min(0).max(99_999_999).optional(),
      })
      .strict(),
    output: z.object({ offer: roomOffer.nullable() }),
  },
  /**
   * What `smith 2n king 120 cash` says, word by word, the room it would give and what stands in the way: the refusal is
   * the one that `booking.walkIn` would give to the same.
   */
  'booking.readWalkIn': {
    allowed: desk,
    input: z
      .object({
        line: z.string().max(500),
        /** Who it is, where that is somebody known. */
        guestId: id.optional(),
      })
      .strict(),
    output: z.object({
      words: z.array(
        z.object({
          text: z.string(),
          from: z.int(),
          to: z.int(),
          kind: z.enum(wordKinds),
          problem: z.enum(lineProblems).nullable(),
          near: z.string().nullable(),
        }),
      ),
      said: z.object({
        fullName: z.string(),
        phone: z.string(),
        email: z.string(),
        /** The types that the line's word for one may mean; none where it has none. */
        roomTypeIds: z.array(id),
        nights: z.int(),
        departure: date,
        adults: z.int(),
        children: z.int(),
        rateMinor: z.int().nullable(),
        method: z.enum(paymentMethods).nullable(),
      }),
      offer: roomOffer.nullable(),
      /** The guest's nationality is not known: it is asked for on the registration card. */
      detailsLater: z.boolean(),
      refusal: z.object({ code: z.enum(errorCodes), data: z.record(z.string(), z.unknown()) }).nullable(),
    }),
  },
} as const satisfies Record<string, Call>
