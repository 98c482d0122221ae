import { z } from 'zod'
import { type Call, desk, readers, rooms } from '../call.ts'
import { amountMinor, date, id, instant, nothing, requiredLine, timeOfDay } from '../fields.ts'
import { departments } from '../../domain/desk/note.ts'
import { paymentMethods } from '../../domain/folio/payment-method.ts'
import { roomRoles } from '../../domain/room/board.ts'
import { housekeepingStatuses } from '../../domain/room/housekeeping.ts'
import { stayRow } from './desk.ts'
import { deskNote } from './note.ts'

const blockKinds = ['out_of_order', 'out_of_service'] as const

const blockWish = {
  kind: z.enum(blockKinds),
  from: date,
  to: date,
  reason: requiredLine(200),
  returnStatus: z.enum(housekeepingStatuses).default('dirty'),
}

const roomBlock = z.object({
  blockId: id,
  roomId: id,
  roomNumber: z.string(),
  kind: z.enum(blockKinds),
  from: date,
  /** Half-open: the first day on which the room is itself again. */
  to: date,
  reason: z.string(),
  returnStatus: z.enum(housekeepingStatuses),
  createdBy: z.string(),
  unsent: z.boolean(),
})

/** Somebody who has a room on one of some days, and a room that they could have instead. */
const roomStay = stayRow.extend({
  /** Free for what is left of the stay, of the type that was sold, the ready ones first. */
  otherRoom: z.object({ roomId: id, roomNumber: z.string() }).nullable(),
  /** Held to its room: only a clerk's own word moves it. */
  locked: z.boolean(),
  /** From when on it would be moved. */
  moveFrom: date,
})

/** A room on housekeeping's board. No guest's name is on it. */
const boardRoom = z.object({
  roomId: id,
  roomNumber: z.string(),
  roomTypeCode: z.string(),
  floor: z.int(),
  housekeeping: z.enum(housekeepingStatuses),
  occupied: z.boolean(),
  role: z.enum(roomRoles),
  /** What to clean first, 1 before 2; null where there is nothing to do now. */
  priority: z.int().nullable(),
  discrepancy: z.enum(['skip', 'sleep']).nullable(),
  /** What is wrong with it today, and from which day on nothing is. */
  block: z.object({ kind: z.enum(blockKinds), reason: z.string(), to: date }).nullable(),
  doNotDisturb: z.boolean(),
  /** When the guest began to wait for it. */
  waitingSince: instant.nullable(),
  /** When whoever is due out has to be gone, in the hotel's time: later for a late check-out. */
  freeAt: timeOfDay.nullable(),
  vip: z.boolean(),
  guests: z.int(),
  openTasks: z.int(),
  lastCleaned: instant.nullable(),
  unsent: z.boolean(),
})

export const roomCalls = {
  /**
   * Takes a room out of sale (out of order) or says that something is wrong with it (out of service). Refused with
   * `room_not_available` while somebody has it then: move them first.
   */
  'room.block': {
    allowed: desk,
    input: z.object({ requestId: id, roomId: id, ...blockWish }).strict(),
    output: z.object({ block: roomBlock }),
  },
  /** Refused like `room.block`; with `invalid_input` at `from` once the block has begun. */
  'room.changeBlock': {
    allowed: desk,
    input: z.object({ requestId: id, blockId: id, ...blockWish }).strict(),
    output: z.object({ block: roomBlock }),
  },
  /** Who would be in the way of a block, the earliest arrival first. */
  'room.stays': {
    allowed: desk,
    input: z.object({ roomId: id, from: date, to: date }).strict(),
    output: z.object({ stays: z.array(roomStay) }),
  },
  /** Ends a block before its time. */
  'room.release': {
    allowed: desk,
    input: z.object({ requestId: id, blockId: id }).strict(),
    output: z.object({}),
  },
  'room.blocks': {
    allowed: rooms,
    input: z.object({ from: date, to: date }).strict(),
    output: z.object({ blocks: z.array(roomBlock) }),
  },
  'housekeeping.board': { allowed: rooms, input: nothing, output: z.object({ rooms: z.array(boardRoom) }) },
  /** What housekeeping found: somebody in the room or nobody; null once the desk has looked into it. */
  'room.saySeen': {
    allowed: rooms,
    input: z.object({ requestId: id, roomId: id, occupied: z.boolean().nullable() }).strict(),
    output: boardRoom,
  },
  /** The shift as the next one finds it. What is written in it is read by marking its notes done. */
  'shift.handover': {
    allowed: readers,
    input: z.object({ since: instant }).strict(),
    output: z.object({
      businessDate: date,
      arrivalsLeft: z.array(stayRow),
      departuresLeft: z.array(stayRow),
      unassigned: z.int(),
      blocks: z.array(roomBlock),
      discrepancies: z.array(boardRoom),
      tasks: z.array(
        z.object({ department: z.enum(departments).nullable(), open: z.int(), overdue: z.int() }),
      ),
      urgent: z.array(deskNote),
      notes: z.array(deskNote),
      /** Money taken here since then. */
      taken: z.array(z.object({ method: z.enum(paymentMethods), count: z.int(), amountMinor })),
      /** What was done here since then, by how often. */
      done: z.array(z.object({ name: z.string(), count: z.int() })),
      unsent: z.int(),
      attention: z.int(),
    }),
  },
} as const satisfies Record<string, Call>
