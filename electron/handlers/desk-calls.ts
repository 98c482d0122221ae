import { ok } from '../../shared/kernel/result.ts'
import { find } from '../store/reads/find.ts'
import { findGuests } from '../store/reads/guests.ts'
import { loadToday, type Queue } from '../store/reads/today.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'
import { mayAsk, readableMentions } from './readable-mentions.ts'
import { saysWalkIn } from './says-walk-in.ts'

export function createDeskCalls({
  db,
}: DeskDeps): Pick<Handlers, 'desk.today' | 'search.find' | 'guest.find'> {
  return {
    'desk.today': () => {
      const day = readyDay(db)
      if (!day.ok) return day
      const today = loadToday(db, day.value)
      return ok({
        businessDate: today.businessDate,
        arrivals: queueOf(today.arrivals),
        departures: queueOf(today.departures),
        inHouse: queueOf(today.inHouse),
        unassigned: queueOf(today.unassigned),
        deposits: queueOf(today.deposits),
      })
    },
    'search.find': ({ text, limit }, { role }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const businessDate = day.value
      const hits = find(db, { text, limit, businessDate, kinds: readableMentions(role) })
      const walkIn = mayAsk(role, 'booking.walkIn') && saysWalkIn(db, text, businessDate)
      return ok({ hits: [...hits], walkIn })
    },
    'guest.find': ({ text, limit }) => {
      const day = readyDay(db)
      return day.ok ? ok({ guests: [...findGuests(db, text, limit)] }) : day
    },
  }
}

function queueOf(queue: Queue) {
  return { ...queue, rows: [...queue.rows] }
}
