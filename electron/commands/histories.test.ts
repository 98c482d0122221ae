import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, nightsOf } from '../../shared/domain/calendar/days.ts'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { listFreeRooms } from '../store/reads/free-rooms.ts'
import { loadBusinessDate } from '../store/reads/hotel.ts'
import { loadToday } from '../store/reads/today.ts'
import { aDesk, type TestDesk } from './testing/desk.ts'
import { attempt, attempts, type Attempt, type Doer } from './testing/histories.ts'
import { undo } from './undo.ts'

/** Both changes of the clocks, the end of a year, and a day like any other. */
const beginnings = ['2026-08-13', '2026-10-23', '2026-12-29', '2027-03-26']

interface Night {
  readonly id: string
  readonly booking_id: string
  readonly night: string
  readonly room_id: string | null
  readonly room_type_id: string
  readonly amount: number
}

const inStay = `select n.* from booking_nights n join bookings b on b.id = n.booking_id
  where n.night >= b.check_in_date and n.night < b.check_out_date`

const nightsOfStays = (db: Database): readonly Night[] => db.prepare<[], Night>(inStay).all()

/** All that a stay is, without what only grows: numbers, folio, audit, when a row was touched. */
function stateOf(db: Database): unknown {
  const bookings = db.prepare<[], Record<string, unknown>>('select * from bookings order by id').all()
  return {
    bookings: bookings.map((row) => ({ ...row, updated_at: '' })),
    nights: db
      .prepare<[], Record<string, unknown>>(`${inStay} order by n.id`)
      .all()
      .map((row) => ({ ...row, updated_at: '' })),
    held: db.prepare('select id from booking_nights where holds_room = 1 order by id').pluck().all(),
  }
}

/** Types and rooms counted from the rows alone, one night at a time. */
function expectAvailability(db: Database): void {
  const today = loadBusinessDate(db) ?? ''
  const rooms = db
    .prepare<[], { id: string; type: string }>('select id, room_type_id as type from rooms')
    .all()
  const typeOf = new Map(rooms.map((room) => [room.id, room.type]))
  const overdue = db
    .prepare<[string], string>(
      `select room_id from bookings where status = 'checked_in' and check_out_date < ? and room_id is not null`,
    )
    .pluck()
    .all(today)
  for (let offset = 0; offset < 6; offset += 1) {
    const night = addDays(today, offset)
    const held = db
      .prepare<[string], Night>('select * from booking_nights where holds_room = 1 and night = ?')
      .all(night)
    const tonight = offset === 0 ? overdue : []
    for (const type of new Set(typeOf.values())) {
      const sold = held.filter((row) => (typeOf.get(row.room_id ?? '') ?? row.room_type_id) === type).length
      const stayedOn = tonight.filter((roomId) => typeOf.get(roomId) === type).length
      const all = rooms.filter((room) => room.type === type).length
      const question = {
        arrival: night,
        departure: addDays(night, 1),
        exceptBookingId: null,
        businessDate: today,
      }
      expect(loadFreeOfType(db, type, question)).toBe(all - sold - stayedOn)
    }
    const taken = new Set([...held.map((row) => row.room_id), ...tonight])
    const free = listFreeRooms(db, {
      arrival: night,
      departure: addDays(night, 1),
      roomTypeId: null,
      exceptBookingId: null,
      businessDate: today,
    })
    expect(free.map(({ roomId }) => roomId).toSorted()).toEqual(
      rooms
        .map(({ id }) => id)
        .filter((id) => !taken.has(id))
        .toSorted(),
    )
  }
}

/** Queues and rows say the same of who comes, who is here, and who goes. */
function expectQueues(db: Database): void {
  const today = loadBusinessDate(db) ?? ''
  const queues = loadToday(db, today)
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get({ today }))
  expect(queues.inHouse.rows.length).toBe(count(`select count(*) from bookings where status = 'checked_in'`))
  expect(queues.departures.rows.length).toBe(
    count(`select count(*) from bookings where status = 'checked_in' and check_out_date <= @today`),
  )
  expect(queues.arrivals.rows.length).toBe(
    count(`select count(*) from bookings where status in ('pending', 'confirmed', 'guaranteed')
      and check_in_date <= @today and (check_out_date > @today or check_in_date = @today)`),
  )
  for (const stay of queues.inHouse.rows) {
    const nights = nightsOf(stay.arrival, stay.departure)
    const rows = db
      .prepare<[string], string>(
        'select night from booking_nights where booking_id = ? and holds_room = 1 order by night',
      )
      .pluck()
      .all(stay.bookingId)
    expect(rows).toEqual(nights)
  }
}

/** Prices before and after: nothing but a repricing of the stay itself, and not of its past, changes one. */
function expectPrices(before: readonly Night[], after: readonly Night[], wish: Attempt, today: string): void {
  const now = new Map(after.map((night) => [night.id, night]))
  for (const night of before) {
    const then = now.get(night.id)
    if (then === undefined || then.amount === night.amount) continue
    // an undo gives back the price of before a repricing
    expect(['move', 'change', 'undo']).toContain(wish.kind)
    expect(wish.reprice || wish.kind === 'undo').toBe(true)
    expect(night.night >= today).toBe(true)
  }
}

test.each(beginnings)(
  'any history of a desk from %s keeps the house in order',
  async (businessDate) => {
    await fc.assert(
      fc.asyncProperty(attempts, async (wishes) => {
        const desk = aDesk(aHotel({ businessDate }))
        const { db } = desk.hotel
        for (const wish of wishes) {
          const before = nightsOfStays(db)
          const today = loadBusinessDate(db) ?? ''
          await attempt(db, doer(desk), wish)
          expect(checkHouse(db)).toEqual([])
          if (wish.kind !== 'close') expectPrices(before, nightsOfStays(db), wish, today)
        }
        expectAvailability(db)
        expectQueues(db)
        db.close()
      }),
      { numRuns: 40 },
    )
  },
  400_000,
)

test('whatever step of whatever history is undone, everything is as it was before it', async () => {
  let undone = 0
  await fc.assert(
    fc.asyncProperty(attempts, async (wishes) => {
      const desk = aDesk(aHotel())
      const { db } = desk.hotel
      for (const wish of wishes) {
        const before = stateOf(db)
        let last: string | null = null
        await attempt(
          db,
          (command, input) => {
            const done = desk.do(command, input)
            if (done.ok) last = done.value.bookingId
            return Promise.resolve(done)
          },
          wish,
        )
        if (last === null || wish.kind === 'close' || wish.kind === 'undo') continue
        if (!desk.do(undo, { bookingId: last }).ok) continue
        undone += 1
        expect(stateOf(db)).toEqual(before)
      }
      db.close()
    }),
    { numRuns: 60 },
  )
  expect(undone).toBeGreaterThan(100)
}, 400_000)

function doer(desk: TestDesk): Doer {
  return (command, input) => Promise.resolve(desk.do(command, input))
}
