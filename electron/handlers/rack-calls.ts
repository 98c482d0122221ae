import { ok } from '../../shared/kernel/result.ts'
import { loadRackDays } from '../store/reads/rack-days.ts'
import { loadRackHouse } from '../store/reads/rack-house.ts'
import { loadRackWindow } from '../store/reads/rack-window.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

export function createRackCalls({
  db,
}: DeskDeps): Pick<Handlers, 'rack.house' | 'rack.window' | 'rack.days'> {
  return {
    'rack.house': () => {
      const day = readyDay(db)
      if (!day.ok) return day
      const { weekendNights, types, rooms, businessDate } = loadRackHouse(db, day.value)
      return ok({ businessDate, weekendNights: [...weekendNights], types: [...types], rooms: [...rooms] })
    },
    'rack.window': (question) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const { lanes, unassigned } = loadRackWindow(db, question, day.value)
      return ok({
        lanes: lanes.map((lane) => ({ ...lane, bars: [...lane.bars], blocks: [...lane.blocks] })),
        unassigned: [...unassigned],
      })
    },
    'rack.days': ({ from, days }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const figures = loadRackDays(db, from, days, day.value)
      return ok({
        from: figures.from,
        house: [...figures.house],
        types: figures.types.map((type) => ({
          ...type,
          free: [...type.free],
          priceMinor: [...type.priceMinor],
        })),
      })
    },
  }
}
