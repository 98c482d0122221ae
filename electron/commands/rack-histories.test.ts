import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { coversNight } from '../../shared/domain/rack/piece.ts'
import { laneIdOf } from '../../shared/domain/rack/rack-rows.ts'
import { holdsRoom, isExpected } from '../../shared/domain/stay/status.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { loadBusinessDate } from '../store/reads/hotel.ts'
import { loadRackDays } from '../store/reads/rack-days.ts'
import { loadRackHouse } from '../store/reads/rack-house.ts'
import { loadRackWindow, type RackLaneRead } from '../store/reads/rack-window.ts'
import { loadToday } from '../store/reads/today.ts'
import { blockRoom, releaseRoom } from './room-blocks.ts'
import { aDesk, type TestDesk } from './testing/desk.ts'
import { attempt, attempts, type Attempt } from './testing/histories.ts'

type Bar = RackLaneRead['bars'][number]

const daysBack = 8
const daysAhead = 8

type Rack = ReturnType<typeof rackOf>

/** All that the rack shows of the house, lane by lane. */
function rackOf(db: Database, today: string) {
  const house = loadRackHouse(db, today)
  const range = { from: addDays(today, -daysBack), days: daysBack + daysAhead }
  const laneOf = (laneId: string) => ({ laneId, seen: '' })
  const { unassigned } = loadRackWindow(db, { ...range, lanes: [] }, today)
  const waitingIds = unassigned.flatMap(({ roomTypeId, lanes }) =>
    Array.from({ length: lanes }, (_, lane) => laneIdOf(roomTypeId, lane)),
  )
  const lanesOf = (ids: readonly string[]) =>
    loadRackWindow(db, { ...range, lanes: ids.map(laneOf) }, today).lanes
  return {
    rooms: house.rooms,
    types: house.types,
    given: lanesOf(house.rooms.map(({ roomId }) => roomId)),
    waiting: lanesOf(waitingIds).flatMap(({ bars }) => bars),
  }
}

const idsOf = (stays: readonly { readonly bookingId: string }[]): readonly string[] =>
  [...new Set(stays.map(({ bookingId }) => bookingId))].toSorted()

/** Due in, in house and due out are the same stays on the rack as in the queues. */
function expectQueuesOf(db: Database, { given, waiting }: Rack, today: string): void {
  const bars = [...given.flatMap((lane) => lane.bars), ...waiting]
  const queues = loadToday(db, today)
  const isHere = (bar: Bar) => bar.status === 'checked_in'
  const isDueIn = ({ status, arrival, departure }: Bar) =>
    isExpected(status) && arrival <= today && (departure > today || arrival === today)
  expect(idsOf(bars.filter(isHere))).toEqual(idsOf(queues.inHouse.rows))
  expect(idsOf(bars.filter((bar) => isHere(bar) && bar.departure <= today))).toEqual(
    idsOf(queues.departures.rows),
  )
  expect(idsOf(bars.filter(isDueIn))).toEqual(idsOf(queues.arrivals.rows))
  expect(idsOf(waiting)).toEqual(expect.arrayContaining([...idsOf(queues.unassigned.rows)]))
}

/** What is free is what the rack shows empty: rooms without those blocked, those held and those waited for. */
function expectFiguresOf(db: Database, { given, waiting, rooms, types }: Rack, today: string): void {
  const figures = loadRackDays(db, today, daysAhead - 1, today)
  const laneOf = new Map(given.map((lane) => [lane.laneId, lane]))
  for (let day = 0; day < daysAhead - 1; day++) {
    const night = addDays(today, day)
    const holds = (bar: Bar) => holdsRoom(bar.status) && coversNight(bar, night)
    for (const { roomTypeId } of types) {
      const own = rooms
        .filter((room) => room.roomTypeId === roomTypeId)
        .map(({ roomId }) => laneOf.get(roomId))
      const open = own.filter(
        (lane) => lane?.blocks.some((one) => one.kind === 'out_of_order' && coversNight(one, night)) !== true,
      )
      const held = own.flatMap((lane) => lane?.bars ?? []).filter(holds)
      const wanted = waiting.filter((bar) => bar.roomTypeId === roomTypeId && holds(bar))
      const figure = figures.types.find((type) => type.roomTypeId === roomTypeId)?.free[day]
      expect(figure).toBe(open.length - held.length - wanted.length)
    }
  }
}

/**
 * A room is occupied when the rack has somebody in it today, and no room has two. Whoever changes rooms today is in
 * either, until the desk has moved them.
 */
function expectRoomsOf({ given, rooms }: Rack, today: string): void {
  const bars = given.flatMap((lane) => lane.bars).filter((bar) => bar.status === 'checked_in')
  const movesToday = ({ bookingId }: Bar) => {
    const own = bars.filter((bar) => bar.bookingId === bookingId)
    return own.length > 1 && own.some(({ to }) => to === today) && own.some(({ from }) => from === today)
  }
  const isHere = (bar: Bar) => coversNight(bar, today) || (bar.to === today && bar.departure === today)
  for (const { roomId, occupied, blocked } of rooms) {
    const lane = given.find(({ laneId }) => laneId === roomId)
    const own = lane?.bars.filter((bar) => bar.status === 'checked_in') ?? []
    const here = own.filter((bar) => isHere(bar) && !movesToday(bar)).length
    const perhaps = own.filter((bar) => movesToday(bar) && (bar.to === today || bar.from === today)).length
    expect(here).toBeLessThanOrEqual(occupied ? 1 : 0)
    expect(here + perhaps).toBeGreaterThanOrEqual(occupied ? 1 : 0)
    const outOfOrder = lane?.blocks.some((one) => one.kind === 'out_of_order' && coversNight(one, today))
    expect(outOfOrder ?? false).toBe(blocked)
  }
}

/** Out of order for some days, or back before its time. */
function attemptBlock(desk: TestDesk, today: string, { room, from, nights, reprice }: Attempt): void {
  const { db } = desk.hotel
  const pick = (sql: string): string | undefined => {
    const ids = db.prepare<[], string>(sql).pluck().all()
    return ids[room % Math.max(1, ids.length)]
  }
  const blockId = pick('select id from room_blocks where released_at is null order by starts_on, room_id')
  const roomId = pick('select id from rooms order by room_number')
  if (reprice && blockId !== undefined) desk.do(releaseRoom, { blockId })
  else if (roomId !== undefined) {
    const days = { from: addDays(today, from), to: addDays(today, from + nights) }
    const kind = room % 3 === 0 ? 'out_of_service' : 'out_of_order'
    desk.do(blockRoom, { roomId, ...days, kind, reason: 'property', returnStatus: 'dirty' })
  }
}

test.each(['2026-08-13', '2026-10-23', '2026-12-29'])(
  'after any history from %s the rack, the queues and what is left to sell say the same',
  async (businessDate) => {
    await fc.assert(
      fc.asyncProperty(attempts, async (wishes) => {
        const desk = aDesk(aHotel({ businessDate }))
        const { db } = desk.hotel
        for (const wish of wishes) {
          await attempt(db, (command, input) => Promise.resolve(desk.do(command, input)), wish)
          const today = loadBusinessDate(db) ?? ''
          if (wish.other % 4 === 0) attemptBlock(desk, today, wish)
          const rack = rackOf(db, today)
          expectQueuesOf(db, rack, today)
          expectFiguresOf(db, rack, today)
          expectRoomsOf(rack, today)
        }
        db.close()
      }),
      { numRuns: 15 },
    )
  },
  400_000,
)
