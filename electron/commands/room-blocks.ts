import type { Database } from 'better-sqlite3'
import { addDays, laterOf } from '../../shared/domain/calendar/days.ts'
import { ok } from '../../shared/kernel/result.ts'
import { listBlockers, loadBlock, overlapsBlock } from '../store/loads/block.ts'
import { loadRoom } from '../store/loads/room.ts'
import type { CommandInput, DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Takes a room out of sale, or says that something is wrong with it. */
export const blockRoom: DeskCommand<'room.block', null> = {
  name: 'room.block',

  judge: (db, input, { businessDate }) => {
    if (loadRoom(db, input.roomId) === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    if (input.to <= input.from || input.to <= businessDate) {
      return refuse({ code: 'invalid_input', field: 'to', message: 'not after the first day' })
    }
    if (overlapsBlock(db, input)) return refuse({ code: 'already_done' })
    const bookings = stayersOf(db, input, businessDate)
    return bookings.length === 0 ? ok(null) : refuse({ code: 'room_not_available', bookings })
  },

  run: (tx, { input }, context) => {
    const room = loadRoom(tx.db, input.roomId)
    if (room === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    if (overlapsBlock(tx.db, input)) return refuse({ code: 'already_done' })
    if (stayersOf(tx.db, input, context.businessDate).length > 0)
      return refuse({ code: 'room_not_available' })
    const blockId = context.ids.fresh()
    tx.insert('room_blocks', {
      id: blockId,
      room_id: room.id,
      kind: input.kind,
      starts_on: input.from,
      ends_on: input.to,
      reason: input.reason,
      return_status: input.returnStatus,
      created_by: context.actor.userId,
    })
    return ok({ subject: room.room_number, bookingId: null, reply: { blockId } })
  },
}

/** Gives a block other days, another kind or another reason. The first day stays once it has begun. */
export const changeBlock: DeskCommand<'room.changeBlock', null> = {
  name: 'room.changeBlock',

  judge: (db, input, { businessDate }) => {
    const block = loadBlock(db, input.blockId)
    if (block === undefined) return refuse({ code: 'not_found', field: 'blockId' })
    if (block.released_at !== null) return refuse({ code: 'already_done' })
    if (input.to <= input.from || input.to <= businessDate) {
      return refuse({ code: 'invalid_input', field: 'to', message: 'not after the first day' })
    }
    if (block.starts_on < businessDate && input.from !== block.starts_on) {
      return refuse({ code: 'invalid_input', field: 'from', message: 'has begun' })
    }
    const days = { ...input, roomId: block.room_id }
    if (overlapsBlock(db, days, block.id)) return refuse({ code: 'already_done' })
    const bookings = stayersOf(db, days, businessDate)
    return bookings.length === 0 ? ok(null) : refuse({ code: 'room_not_available', bookings })
  },

  run: (tx, { input }, context) => {
    const block = loadBlock(tx.db, input.blockId)
    const room = block === undefined ? undefined : loadRoom(tx.db, block.room_id)
    if (block === undefined || room === undefined) return refuse({ code: 'not_found', field: 'blockId' })
    const days = { ...input, roomId: room.id }
    if (overlapsBlock(tx.db, days, block.id)) return refuse({ code: 'already_done' })
    if (stayersOf(tx.db, days, context.businessDate).length > 0) return refuse({ code: 'room_not_available' })
    // whoever ended it meanwhile knew more: the room is back, and other days of a block that is over mean nothing
    if (block.released_at === null) {
      tx.update('room_blocks', block.id, {
        kind: input.kind,
        starts_on: input.from,
        ends_on: input.to,
        reason: input.reason,
        return_status: input.returnStatus,
      })
    }
    return ok({ subject: room.room_number, bookingId: null, reply: { blockId: block.id } })
  },
}

/** Ends a block before its time; the room comes back as it was said to. */
export const releaseRoom: DeskCommand<'room.release', null> = {
  name: 'room.release',

  judge: (db, { blockId }) => {
    const block = loadBlock(db, blockId)
    if (block === undefined) return refuse({ code: 'not_found', field: 'blockId' })
    return block.released_at === null ? ok(null) : refuse({ code: 'already_done' })
  },

  run: (tx, { input: { blockId } }, context) => {
    const block = loadBlock(tx.db, blockId)
    const room = block === undefined ? undefined : loadRoom(tx.db, block.room_id)
    if (block === undefined || room === undefined) return refuse({ code: 'not_found', field: 'blockId' })
    if (block.released_at === null) {
      tx.update('room_blocks', block.id, { released_at: context.at })
      if (block.starts_on <= context.businessDate) {
        tx.update('rooms', room.id, { housekeeping_status: block.return_status })
      }
    }
    return ok({ subject: room.room_number, bookingId: null })
  },
}

/** What housekeeping found in a room. It changes nothing of the stay: somebody has to look. */
export const saySeen: DeskCommand<'room.saySeen', null> = {
  name: 'room.saySeen',
  judge: (db, { roomId }) =>
    loadRoom(db, roomId) === undefined ? refuse({ code: 'not_found', field: 'roomId' }) : ok(null),
  run: (tx, { input: { roomId, occupied } }, context) => {
    const room = loadRoom(tx.db, roomId)
    if (room === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    tx.update('rooms', room.id, {
      seen_occupied: occupied === null ? null : occupied ? 1 : 0,
      seen_at: occupied === null ? null : context.at,
    })
    return ok({ subject: room.room_number, bookingId: null })
  },
}

/** Who has the room while it would be out of order; one that is out of service may still be slept in. */
function stayersOf(
  db: Database,
  { roomId, kind, from, to }: Pick<CommandInput<'room.block'>, 'roomId' | 'kind' | 'from' | 'to'>,
  businessDate: string,
) {
  if (kind === 'out_of_service') return []
  const first = laterOf(from, businessDate)
  return listBlockers(db, {
    roomId,
    from: first,
    to,
    today: businessDate,
    tomorrow: addDays(businessDate, 1),
  })
}
