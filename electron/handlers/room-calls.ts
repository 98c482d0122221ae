import { err, ok } from '../../shared/kernel/result.ts'
import { setHousekeeping } from '../commands/set-housekeeping.ts'
import { listRooms, loadRoomOnDay } from '../store/reads/rooms.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'

export function createRoomCalls(deps: DeskDeps): Pick<Handlers, 'rooms.list' | 'room.setHousekeeping'> {
  const { db, ids } = deps
  return {
    'rooms.list': () => {
      const day = readyDay(db)
      return day.ok ? ok({ rooms: [...listRooms(db, day.value)] }) : day
    },
    // said twice it is still so: such a call needs no name of its own click
    'room.setHousekeeping': (input, staff) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const done = doCommand(deps, setHousekeeping, input, ids.fresh(), staff)
      if (!done.ok) return done
      const room = loadRoomOnDay(db, input.roomId, day.value)
      return room === null ? err({ code: 'not_found', field: 'roomId' }) : ok(room)
    },
  }
}
