import type { Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { mentionKinds } from '../../../shared/domain/desk/mention.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aStay } from '../../../shared/testing/stay.ts'
import { dropMirrorIndexes } from '../mirror-indexes.ts'
import { listBlockers } from '../loads/block.ts'
import {
  countMoneyConflicts,
  listDueOut,
  listLongVacant,
  listNotArrived,
  listUnposted,
} from '../loads/day.ts'
import { hasInvoice, hasOpenBusiness, listGuestLinks } from '../loads/guest-links.ts'
import { isUnwantedName } from '../loads/guest.ts'
import { listRestrictions } from '../loads/restrictions.ts'
import { loadCheckInDay, loadLastStep } from '../loads/steps.ts'
import { listBoard } from './board.ts'
import { listCompanions } from './companions.ts'
import { listGroups } from './groups.ts'
import { loadGuestRecord } from './guest-profile.ts'
import { countOpenTasks, listNotes } from './notes.ts'
import { listMovable, listRoomsTaken, loadLastRoom } from './placed-stays.ts'
import { listBlocks } from './room-blocks.ts'
import { listDone, listTaken } from './shift.ts'
import { listWaiting } from './waitlist.ts'
import { loadBookingRecord } from './booking.ts'
import { countAttention, countPending, listUnconfirmedCommands } from './commands.ts'
import { find } from './find.ts'
import { listFreeRooms } from './free-rooms.ts'
import { findGuests } from './guests.ts'
import { loadBusinessDate, loadHotel } from './hotel.ts'
import { loadRackDays } from './rack-days.ts'
import { loadRackHouse } from './rack-house.ts'
import { loadRackWindow } from './rack-window.ts'
import { listTypesOnSale } from './room-types.ts'
import { listRooms, loadRoomOnDay } from './rooms.ts'
import { findStaffById, findStaffByName, listStaff } from './staff.ts'
import { loadToday } from './today.ts'
import { loadTypeNights } from './type-nights.ts'

/** Tables that grow with every guest: nothing may read one of them from end to end. */
const growing = new Set([
  'bookings',
  'booking_nights',
  'transactions',
  'customers',
  'payments',
  'audit_logs',
  'search_entries',
  'mention_entries',
  'outbox',
])

test('no question of the desk reads a growing table from end to end', () => {
  const db = questioned()
  expect(db.questions.length).toBeGreaterThan(25)
  expect(db.questions.flatMap((sql) => scansOf(db.db, sql))).toEqual([])
})

test('a question without its index would be noticed', () => {
  const { db, questions } = questioned()
  dropMirrorIndexes(db)
  expect(questions.flatMap((sql) => scansOf(db, sql)).length).toBeGreaterThan(10)
})

/** Every read once, and the SQL that it asked. */
function questioned(): { readonly db: Database; readonly questions: readonly string[] } {
  const hotel = aHotel()
  const { db, businessDate } = hotel
  const stay = aStay(hotel, { arrival: businessDate, departure: '2026-08-15', room: '101', code: 'A00042-K' })
  aCharge(hotel, stay.bookingId, 5_00)
  const questions = new Set<string>()
  const asked: Database = new Proxy(db, {
    get: (target, name) => {
      if (name !== 'prepare') {
        const other: unknown = Reflect.get(target, name, target)
        return other
      }
      return (sql: string) => {
        questions.add(sql)
        return target.prepare(sql)
      }
    },
  })
  const dates = { arrival: businessDate, departure: '2026-08-15', businessDate, exceptBookingId: null }
  loadToday(asked, businessDate)
  loadBookingRecord(asked, stay.bookingId, businessDate)
  for (const text of ['A00042', 'grace', 'gr', '101', 'nobody', '173.40', 'AB-12-CD']) {
    find(asked, { text, limit: 12, businessDate, kinds: new Set(mentionKinds) })
  }
  findGuests(asked, 'grace', 12)
  listRooms(asked, businessDate)
  loadRoomOnDay(asked, hotel.room('101'), businessDate)
  listFreeRooms(asked, { ...dates, roomTypeId: null })
  loadTypeNights(asked, dates)
  loadTypeNights(asked, { ...dates, departure: businessDate })
  listTypesOnSale(asked)
  loadRackHouse(asked, businessDate)
  loadRackDays(asked, businessDate, 30, businessDate)
  const lanes = [{ laneId: hotel.room('101'), seen: '' }]
  loadRackWindow(asked, { from: businessDate, days: 1, lanes }, businessDate)
  const days = { roomId: hotel.room('101'), from: businessDate, to: '2026-08-20' }
  listBoard(asked, businessDate)
  listNotes(asked, { bookingId: stay.bookingId, includeDone: false, limit: 10 })
  listNotes(asked, { includeDone: true, limit: 10 })
  countOpenTasks(asked, businessDate)
  listBlocks(asked, days.from, days.to)
  listBlockers(asked, { ...days, today: businessDate, tomorrow: '2026-08-14' })
  loadGuestRecord(asked, stay.guestId)
  listGuestLinks(asked, stay.guestId)
  hasOpenBusiness(asked, stay.guestId)
  hasInvoice(asked, stay.guestId)
  listCompanions(asked, stay.bookingId)
  listUnposted(asked, businessDate)
  listDueOut(asked, businessDate)
  listNotArrived(asked, businessDate)
  listLongVacant(asked, businessDate)
  countMoneyConflicts(asked)
  listMovable(asked, days.from, days.to, businessDate)
  listRoomsTaken(asked, days.roomId)
  loadLastRoom(asked, stay.bookingId)
  loadLastStep(asked, stay.bookingId)
  loadCheckInDay(asked, stay.bookingId)
  listGroups(asked, days.from, days.to)
  listWaiting(asked, businessDate)
  listRestrictions(asked, dates)
  listTaken(asked, hotel.terminalId, '2026-08-13T06:00:00.000Z')
  listDone(asked, '2026-08-13T06:00:00.000Z')
  isUnwantedName(asked, { fullName: 'Ada', dateOfBirth: '1980-01-01' })
  loadBusinessDate(asked)
  loadHotel(asked)
  listStaff(asked)
  findStaffById(asked, hotel.userId)
  findStaffByName(asked, 'ada')
  listUnconfirmedCommands(asked)
  countPending(asked)
  countAttention(asked)
  return { db, questions: [...questions] }
}

/** Steps of the plan that read the whole of a growing table, or of it all up to today: by no index, or an open range. */
function scansOf(db: Database, sql: string): readonly string[] {
  const names = new Set(sql.match(/@\w+/g)?.map((name) => name.slice(1)))
  const places = sql.match(/\?/g)?.length ?? 0
  const plan = db.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
  const nothing = Object.fromEntries([...names].map((name) => [name, null]))
  return plan
    .all(...Array.from({ length: places }, () => null), nothing)
    .map(({ detail }) => detail)
    .filter((detail) => {
      const [, way, alias = '', index, range] = step.exec(detail) ?? []
      if (way === undefined || !growing.has(tableOf(sql, alias))) return false
      if (way === 'SEARCH' && !/^\(\w+[<>]\?\)$/.test(range ?? '')) return false
      return index === undefined || !isPartial(db, index)
    })
    .map((detail) => `${detail} in ${sql}`)
}

const step = /^(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(?: (\(.*\)))?/

function tableOf(sql: string, alias: string): string {
  const named = new RegExp(`(?:from|join)\\s+(\\w+)\\s+(?:as\\s+)?${alias}\\b`).exec(sql)?.[1]
  return growing.has(alias) ? alias : (named ?? alias)
}

/** Holds the few rows that are of interest now, such as the guests in house. */
function isPartial(db: Database, index: string): boolean {
  const sql = db.prepare<[string], string>('select sql from sqlite_schema where name = ?').pluck().get(index)
  return sql !== undefined && /\bwhere\b/.test(sql) && !/holds_room|is not null/.test(sql)
}
