import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { NextStep } from '../../../shared/domain/stay/next-step.ts'
import { isDueIn } from '../../../shared/domain/stay/stay.ts'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { readTogether } from './read-together.ts'
import { listStaySummaries, type StaySummary } from './stay-summary.ts'

/** The work of the hotel's day. */
export interface Today {
  readonly businessDate: string
  readonly arrivals: Queue
  readonly departures: Queue
  readonly inHouse: Queue
  readonly unassigned: Queue
  readonly deposits: Queue
}

export interface Queue {
  readonly remaining: number
  readonly done: number
  readonly rows: readonly StaySummary[]
}

export function loadToday(db: Database, businessDate: string): Today {
  const day = { today: businessDate, tomorrow: addDays(businessDate, 1) }
  return readTogether(db, () => {
    const inHouse = listStaySummaries(db, `b.status = 'checked_in'`, { today: day.today })
    const expected = listStaySummaries(db, expectedSoon, { ...day })
    const deposits = listStaySummaries(db, depositDue, { today: day.today })
    const dueIn = expected.filter((stay) => isDueIn(stay, businessDate))
    const dueOut = inHouse.filter((stay) => stay.departure <= businessDate)
    const withRoom = expected.filter((stay) => stay.roomId !== null)
    const withoutRoom = expected.filter((stay) => stay.roomId === null)
    return {
      businessDate,
      arrivals: queueOf(dueIn, countArrived(db, day), [
        longestWaiting,
        (stay) => blockedFirst[stay.nextStep],
        (stay) => stay.holdExpiresAt ?? '',
        byGuest,
      ]),
      departures: queueOf(dueOut, countDeparted(db, day), [
        (stay) => stay.departure,
        (stay) => blockedFirst[stay.nextStep],
        byRoom,
      ]),
      inHouse: queueOf(inHouse, 0, [byRoom]),
      unassigned: queueOf(withoutRoom, withRoom.length, [
        (stay) => stay.arrival,
        (stay) => stay.roomTypeCode,
        byGuest,
      ]),
      deposits: queueOf(
        deposits
          .filter(({ deposit }) => deposit?.isDue === true)
          .map((stay) => ({ ...stay, nextStep: 'collect' as const })),
        0,
        [(stay) => stay.deposit?.dueOn ?? '', (stay) => stay.arrival, byGuest],
      ),
    }
  })
}

/** Due in today or tomorrow: with a night left, or the day itself. */
const expectedSoon = `b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date <= @tomorrow
  and (b.check_out_date > @today or b.check_in_date >= @today)`

/** Asked for something that should have been paid by now; by the arrival where no day was said. */
const depositDue = `b.deposit_amount > 0 and b.status in ('pending', 'confirmed', 'guaranteed')
  and coalesce(b.deposit_due_date, b.check_in_date) <= @today`

interface HotelDay {
  readonly today: string
  readonly tomorrow: string
}

function countArrived(db: Database, day: HotelDay): number {
  return count(
    db,
    `select count(*) as count from bookings where check_in_date = @today and status in ('checked_in', 'checked_out')`,
    day,
  )
}

function countDeparted(db: Database, day: HotelDay): number {
  return count(
    db,
    `select count(*) as count from bookings where check_out_date = @today and status = 'checked_out'`,
    day,
  )
}

function count(db: Database, sql: string, day: HotelDay): number {
  return prepared<{ count: number }>(db, sql).get(day)?.count ?? 0
}

/** What has to be seen to before the guest stands at the desk comes first. */
const blockedFirst: Readonly<Record<NextStep, number>> = {
  decide: 0,
  assign: 1,
  clean: 2,
  none: 3,
  collect: 4,
  check_in: 5,
  check_out: 5,
}

/** Who stands in the lobby comes before who is on the way. */
const longestWaiting = (stay: StaySummary): string => stay.queuedAt ?? '9999-12-31'
const byGuest = (stay: StaySummary): string => stay.guestName
const byRoom = (stay: StaySummary): string => stay.roomNumber ?? ''

function queueOf(
  stays: readonly StaySummary[],
  done: number,
  keys: readonly ((stay: StaySummary) => string | number)[],
): Queue {
  // the code settles what the rest leaves open, so that rows do not jump about
  const rows = stays.toSorted(inOrderOf(...keys, (stay) => stay.code))
  return { remaining: rows.length, done, rows }
}
