import { z } from 'zod'
import { type Call, desk, readers } from '../call.ts'
import { amountMinor, date, id, instant, line, nothing, requiredLine } from '../fields.ts'
import { cardStates, conflictKinds } from '../../domain/conflict/kind.ts'
import { bookingStatuses } from '../../domain/stay/status.ts'

/** One thing that a person has to look at, with all that follows from it folded in. */
export const conflictCard = z.object({
  /** The conflict's id; of one that is only foreseen, the command's. */
  cardId: id,
  state: z.enum(cardStates),
  kind: z.enum(conflictKinds),
  bookingId: id.nullable(),
  code: z.string().nullable(),
  guestName: z.string().nullable(),
  status: z.enum(bookingStatuses).nullable(),
  arrival: date.nullable(),
  departure: date.nullable(),
  /** The room that somebody else has. */
  wantedRoom: z.string().nullable(),
  /** The room that the stay has now. */
  room: z.string().nullable(),
  /** Who did what, where and when, and whether the line was down then. */
  command: z.string(),
  by: z.string(),
  terminal: z.string(),
  at: instant,
  offline: z.boolean(),
  /** What was done on it since, and is settled along with it. */
  hangsOn: z.object({
    cards: z.int(),
    payments: z.int(),
    paidMinor: amountMinor,
    checkedIn: z.boolean(),
  }),
  settled: z.object({ resolution: z.string(), by: z.string(), at: instant, note: z.string() }).nullable(),
})

export type ConflictCard = z.output<typeof conflictCard>

/** One of the two stays, side by side with the other. */
export const conflictSide = z.object({
  bookingId: id,
  code: z.string(),
  guestName: z.string(),
  status: z.enum(bookingStatuses),
  arrival: date,
  departure: date,
  adults: z.int(),
  children: z.int(),
  roomTypeCode: z.string(),
  room: z.string().nullable(),
  wantedRoom: z.string().nullable(),
  /** What the whole stay costs, and what was paid. */
  priceMinor: amountMinor,
  paidMinor: amountMinor,
  /** Its desk could not be sure of the room when it was sold. */
  toBeConfirmed: z.boolean(),
  command: z.string(),
  by: z.string(),
  terminal: z.string(),
  at: instant,
  offline: z.boolean(),
})

export type ConflictSide = z.output<typeof conflictSide>

const roomOf = { roomId: id, room: z.string(), roomType: z.string(), ready: z.boolean() }

/** Something that settles a card, by one click or key. */
export const conflictRemedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['wanted_room', 'same_type', 'upgrade', 'simpler']), ...roomOf }),
  z.object({ kind: z.literal('move_other'), otherBookingId: id, guestName: z.string(), ...roomOf }),
  z.object({
    kind: z.literal('split'),
    firstRoomId: id,
    firstRoom: z.string(),
    secondRoomId: id,
    secondRoom: z.string(),
    from: date,
  }),
  z.object({
    kind: z.literal('attach'),
    bookingId: id,
    code: z.string(),
    guestName: z.string(),
    room: z.string().nullable(),
    owedMinor: amountMinor,
  }),
  z.object({
    kind: z.enum([
      'relocate',
      'cancel',
      'keep_money',
      'refund_money',
      'take_mine',
      'keep_theirs',
      'do_again',
      'accept_move',
      'acknowledge',
    ]),
  }),
])

export type ConflictRemedy = z.output<typeof conflictRemedy>

/** A column of which there are two versions. */
const version = z.object({
  table: z.string(),
  column: z.string(),
  was: z.string().nullable(),
  mine: z.string().nullable(),
  theirs: z.string().nullable(),
})

/** Money that waits for its stay. */
const waitingMoney = z.object({
  id,
  kind: z.enum(['payment', 'charge']),
  text: z.string(),
  /** What was paid, or what is charged. */
  amountMinor,
  reason: z.string(),
})

const conflictDetail = z.object({
  card: conflictCard,
  mine: conflictSide.nullable(),
  theirs: conflictSide.nullable(),
  versions: z.array(version),
  money: z.array(waitingMoney),
  /** The best first. */
  remedies: z.array(conflictRemedy),
  /** The one desk at which it can be done again, where that is another. */
  againAt: z.string().nullable(),
})

export type ConflictDetail = z.output<typeof conflictDetail>

const requestId = id

const settled = z.object({
  bookingId: id.nullable(),
  subject: z.string(),
  /** The last step of the stay, which may be undone. */
  undoable: z.boolean(),
})

const stayInput = { requestId, bookingId: id }
const cardInput = { requestId, conflictId: id }

export const conflictCalls = {
  /** Cards by their cause, the most pressing first; then what the server settled by itself, and what was settled lately. */
  'conflict.list': {
    allowed: readers,
    input: nothing,
    output: z.object({
      cards: z.array(conflictCard),
      /** Those that wait for somebody: open ones, and those that this terminal foresees. */
      waiting: z.int(),
      autoMove: z.boolean(),
    }),
  },
  'conflict.count': { allowed: readers, input: nothing, output: z.object({ waiting: z.int() }) },
  'conflict.detail': { allowed: readers, input: z.object({ cardId: id }).strict(), output: conflictDetail },

  /** Gives a stay that lost its room another one, at the price that was sold. */
  'conflict.giveRoom': {
    allowed: desk,
    input: z.object({ ...stayInput, roomId: id }).strict(),
    output: settled,
  },
  /** Gives the other stay, whose guest is not here yet, another room, and this one the room it wants. */
  'conflict.moveOther': {
    allowed: desk,
    input: z.object({ ...stayInput, otherBookingId: id, roomId: id }).strict(),
    output: settled,
  },
  /** Gives a stay two rooms, one after the other. */
  'conflict.splitStay': {
    allowed: desk,
    input: z.object({ ...stayInput, firstRoomId: id, secondRoomId: id, from: date }).strict(),
    output: settled,
  },
  /** Sends the guest to another hotel: the stay is cancelled, and where the guest went is on it. */
  'conflict.relocate': {
    allowed: desk,
    input: z.object({ ...stayInput, hotel: requiredLine(100), note: line(300).default('') }).strict(),
    output: settled,
  },
  'conflict.cancelStay': {
    allowed: desk,
    input: z.object({ ...stayInput, reason: requiredLine(500) }).strict(),
    output: settled,
  },
  /** Gives money in suspense the stay that it was for. */
  'conflict.attachMoney': {
    allowed: desk,
    input: z.object({ ...cardInput, bookingId: id }).strict(),
    output: settled,
  },
  /** Says what becomes of money that has no stay: kept for the guest, or to be given back. */
  'conflict.keepMoney': {
    allowed: desk,
    input: z
      .object({ ...cardInput, outcome: z.enum(['kept', 'to_refund']), note: requiredLine(500) })
      .strict(),
    output: settled,
  },
  /** Of two versions, takes those of this card's desk for the columns named, and the others' for the rest. */
  'conflict.chooseValues': {
    allowed: desk,
    input: z.object({ ...cardInput, mine: z.array(z.string().max(63)).max(50) }).strict(),
    output: settled,
  },
  'conflict.acknowledge': { allowed: desk, input: z.object(cardInput).strict(), output: settled },
  /** Does once more what was refused, on the rows of now; only where it was done. */
  'conflict.doAgain': { allowed: desk, input: z.object(cardInput).strict(), output: settled },

  /** Lets the server give a stay that lost its room a free one of its type by itself, as long as nobody has arrived. */
  'hotel.setAutoMove': {
    allowed: ['admin', 'manager'],
    input: z.object({ requestId, on: z.boolean() }).strict(),
    output: z.object({ autoMove: z.boolean() }),
  },
} as const satisfies Record<string, Call>
