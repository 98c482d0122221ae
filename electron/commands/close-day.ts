import type { Database } from 'better-sqlite3'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { closeDay as judgeClose, mayBeKept, type DayLeft } from '../../shared/domain/day/close-day.ts'
import { ok } from '../../shared/kernel/result.ts'
import { listEndingBlocks } from '../store/loads/block.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import {
  countMoneyConflicts,
  listDueOut,
  listLongVacant,
  listNotArrived,
  listUnposted,
  loadOpenDay,
} from '../store/loads/day.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Ends the hotel's day and opens the next. What the day still owed the books was posted before. */
export const closeDay: DeskCommand<'day.close', null> = {
  name: 'day.close',

  judge: (db, input, { businessDate }) => {
    const judged = judgeClose(
      input.businessDate,
      businessDate,
      findLeft(db, businessDate, input.keepExpected),
    )
    return judged.ok ? ok(null) : refuse({ ...judged.error })
  },

  run: (tx, { input }, context) => {
    const day = loadOpenDay(tx.db)
    // the same day is ended once, whoever else has done it
    if (day === undefined || day.business_date !== input.businessDate) {
      return refuse({ code: 'day_closed', ...(day === undefined ? {} : { businessDate: day.business_date }) })
    }
    const next = addDays(day.business_date, 1)
    tx.update('business_days', day.id, {
      status: 'closed',
      closed_at: context.at,
      closed_by: context.actor.userId,
    })
    tx.insert('business_days', {
      id: context.ids.derived(day.id, next),
      business_date: next,
      status: 'open',
      opened_at: context.at,
    })
    for (const block of listEndingBlocks(tx.db, next)) {
      tx.update('rooms', block.room_id, { housekeeping_status: block.return_status })
    }
    const vacantDays = loadHotel(tx.db)?.dirty_after_vacant_days ?? 0
    if (vacantDays > 0) {
      for (const roomId of listLongVacant(tx.db, addDays(next, -vacantDays))) {
        tx.update('rooms', roomId, { housekeeping_status: 'dirty' })
      }
    }
    return ok({ subject: day.business_date, bookingId: null, reply: { businessDate: next } })
  },
}

/** What is left to be done before the day can end; `kept` go on being expected. */
export function findLeft(db: Database, businessDate: string, kept: readonly string[]): DayLeft {
  return {
    dueOut: listDueOut(db, businessDate),
    undecided: listNotArrived(db, businessDate).filter(
      (bookingId) => !kept.includes(bookingId) || !isKeepable(db, bookingId, businessDate),
    ),
    unposted: listUnposted(db, businessDate).map(({ bookingId }) => bookingId),
    moneyConflicts: countMoneyConflicts(db),
  }
}

export function isKeepable(db: Database, bookingId: string, businessDate: string): boolean {
  const booking = loadBooking(db, bookingId)
  return booking !== undefined && mayBeKept(stayOf(booking), businessDate)
}
