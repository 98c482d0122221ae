import { instantOf } from '../../shared/kernel/clock.ts'
import { ok } from '../../shared/kernel/result.ts'
import { listSureRooms } from '../commands/sure-of-room.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { listTypesOnSale } from '../store/reads/room-types.ts'
import { readSyncState } from '../store/sync-state.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

export function createLeaseCalls({ db, clock, line }: DeskDeps): Pick<Handlers, 'lease.left'> {
  return {
    'lease.left': ({ arrival, departure }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const desk = {
        terminal: { id: readSyncState(db, 'terminal_id') ?? '', series: '' },
        businessDate: day.value,
        at: instantOf(clock),
      }
      return readTogether(db, () =>
        ok({
          offline: line.isDown(),
          types: listTypesOnSale(db).map(({ roomTypeId }) => ({
            roomTypeId,
            rooms: listSureRooms(db, { roomTypeId, arrival, departure }, desk).length,
          })),
        }),
      )
    },
  }
}
