import { z } from 'zod'
import { type Call, readers } from '../call.ts'
import { amountMinor, date, id, instant, nothing } from '../fields.ts'
import { housekeepingStatuses } from '../../domain/room/housekeeping.ts'
import { bookingStatuses } from '../../domain/stay/status.ts'

/** A stretch of a stay in one room, or in none yet: one bar of the rack. */
export const rackBar = z.object({
  bookingId: id,
  code: z.string(),
  guestName: z.string(),
  status: z.enum(bookingStatuses),
  /** Of this piece, half-open; equal for day use. An overdue guest's goes on through tonight. */
  from: date,
  to: date,
  /** Of the whole stay, as booked. */
  arrival: date,
  departure: date,
  adults: z.int(),
  children: z.int(),
  /** What was sold; the room may be of another type. */
  roomTypeId: id,
  roomTypeCode: z.string(),
  /** Positive is owed by the guest; for who is due out with the nights that are not on the bill yet. */
  owesMinor: amountMinor,
  vip: z.boolean(),
  blacklisted: z.boolean(),
  /** Promised this very room. */
  locked: z.boolean(),
  inGroup: z.boolean(),
  hasNote: z.boolean(),
  overdue: z.boolean(),
  unsent: z.boolean(),
  /** On its way, and already against what others have done since. */
  willConflict: z.boolean(),
  needsAttention: z.boolean(),
  /** Until when a booking that is not confirmed is kept. */
  holdUntil: instant.nullable(),
})

export type RackBar = z.output<typeof rackBar>

export const rackBlock = z.object({
  blockId: id,
  kind: z.enum(['out_of_order', 'out_of_service']),
  from: date,
  to: date,
  reason: z.string(),
})

export type RackBlock = z.output<typeof rackBlock>

export const rackLane = z.object({
  laneId: z.string(),
  /** Equal as long as the lane is; sent back with the next question, so that only what changed is answered. */
  version: z.string(),
  bars: z.array(rackBar),
  blocks: z.array(rackBlock),
})

export type RackLane = z.output<typeof rackLane>

export const rackRoom = z.object({
  roomId: id,
  roomNumber: z.string(),
  roomTypeId: id,
  floor: z.int(),
  housekeeping: z.enum(housekeepingStatuses),
  occupied: z.boolean(),
  blocked: z.boolean(),
  unsent: z.boolean(),
})

export type RackRoom = z.output<typeof rackRoom>

const range = { from: date, days: z.int().min(1).max(400) }

export const rackCalls = {
  /** The house as the rack lists it: types in the hotel's order, rooms by number. */
  'rack.house': {
    allowed: readers,
    input: nothing,
    output: z.object({
      businessDate: date,
      /** 0 Sunday to 6 Saturday. */
      weekendNights: z.array(z.int()),
      types: z.array(z.object({ roomTypeId: id, code: z.string(), name: z.string() })),
      rooms: z.array(rackRoom),
    }),
  },
  /**
   * What lies in the lanes asked for: a room's id, or for stays without a room `TYPE/0`, `TYPE/1` and so on. Lanes that
   * are as last seen are left out of the answer.
   */
  'rack.window': {
    allowed: readers,
    input: z
      .object({
        ...range,
        lanes: z.array(z.object({ laneId: z.string().max(60), seen: z.string().max(64) }).strict()).max(400),
      })
      .strict(),
    output: z.object({
      lanes: z.array(rackLane),
      /** How many lanes the stays without a room need, by type. */
      unassigned: z.array(
        z.object({
          roomTypeId: id,
          lanes: z.int(),
          /** Stays in lanes beyond those that the rack shows. */
          beyond: z.int(),
        }),
      ),
    }),
  },
  /** What is left to sell, and from how much: a figure a day, from the first. */
  'rack.days': {
    allowed: readers,
    input: z.object(range).strict(),
    output: z.object({
      from: date,
      house: z.array(z.object({ free: z.int(), occupancyPercent: z.int() })),
      types: z.array(
        z.object({
          roomTypeId: id,
          /** Negative when more is sold than there is. */
          free: z.array(z.int()),
          priceMinor: z.array(amountMinor),
        }),
      ),
    }),
  },
} as const satisfies Record<string, Call>
