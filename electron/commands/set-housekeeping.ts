import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadRoom } from '../store/loads/room.ts'
import { refuse } from './refuse.ts'

/** Says how clean a room is. The last to say it is right. */
export const setHousekeeping: DeskCommand<'room.setHousekeeping', null> = {
  name: 'room.setHousekeeping',

  judge: (db, input) =>
    loadRoom(db, input.roomId) === undefined ? refuse({ code: 'not_found', field: 'roomId' }) : ok(null),

  run: (tx, { input }, context) => {
    const room = loadRoom(tx.db, input.roomId)
    if (room === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    tx.update('rooms', room.id, {
      housekeeping_status: input.housekeeping,
      ...(isReady(input.housekeeping) && !isReady(room.housekeeping_status)
        ? { last_cleaned: context.at }
        : {}),
    })
    return ok({ subject: room.room_number, bookingId: null })
  },
}
