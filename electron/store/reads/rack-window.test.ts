import { describe, expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aCollision } from '../../../shared/testing/conflict.ts'
import { aCharge, aStay } from '../../../shared/testing/stay.ts'
import { laneIdOf } from '../../../shared/domain/rack/rack-rows.ts'
import { loadRackDays } from './rack-days.ts'
import { loadRackHouse } from './rack-house.ts'
import { loadRackWindow } from './rack-window.ts'

const week = { from: '2026-08-10', days: 14 }

/** A command on this booking that is on its way and could not be done any more. */
function addPending({ db }: TestHotel, bookingId: string): void {
  db.prepare(
    `insert into outbox (seq, op_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
       monotonic_ms, offline, schema_version, writes, body, prev_hash, hash, state, trouble)
     values (1, '1', 'booking.moveRoom', '{}', '', ?, '', '', '', '', 1, 1, 2, '[]', '', '', '', 'pending', 'room_taken')`,
  ).run(bookingId)
}

/** The bars of a room as text: who, from, to. */
function barsOf(hotel: TestHotel, laneId: string, range = week): readonly string[] {
  const { lanes } = loadRackWindow(hotel.db, { ...range, lanes: [{ laneId, seen: '' }] }, hotel.businessDate)
  return lanes.flatMap(({ bars }) => bars).map((bar) => `${bar.guestName} ${bar.from} ${bar.to}`)
}

describe('a room of the rack', () => {
  test('shows who was in it, who is and who comes, and not who cancelled', () => {
    const hotel = aHotel()
    const room = '101'
    aStay(hotel, {
      arrival: '2026-08-09',
      departure: '2026-08-11',
      room,
      guestName: 'Ann',
      status: 'checked_out',
    })
    aStay(hotel, {
      arrival: '2026-08-11',
      departure: '2026-08-14',
      room,
      guestName: 'Ben',
      status: 'checked_in',
    })
    aStay(hotel, { arrival: '2026-08-15', departure: '2026-08-17', room, guestName: 'Cleo' })
    aStay(hotel, {
      arrival: '2026-08-15',
      departure: '2026-08-17',
      room,
      guestName: 'Dan',
      status: 'cancelled',
    })
    aStay(hotel, { arrival: '2026-08-20', departure: '2026-08-20', room, guestName: 'Eve' })
    expect(barsOf(hotel, hotel.room('101'))).toEqual([
      'Ann 2026-08-09 2026-08-11',
      'Ben 2026-08-11 2026-08-14',
      'Cleo 2026-08-15 2026-08-17',
      'Eve 2026-08-20 2026-08-20',
    ])
  })

  test('knows the true ends of a stay that reaches beyond the days asked for', () => {
    const hotel = aHotel()
    aStay(hotel, { arrival: '2026-08-01', departure: '2026-09-01', room: '101', guestName: 'Long' })
    expect(barsOf(hotel, hotel.room('101'), { from: '2026-08-14', days: 2 })).toEqual([
      'Long 2026-08-01 2026-09-01',
    ])
  })

  test('shows a guest who left on the first of the days, whose bar still reaches into it', () => {
    const hotel = aHotel()
    aStay(hotel, {
      arrival: '2026-08-08',
      departure: '2026-08-10',
      room: '101',
      guestName: 'Ann',
      status: 'checked_out',
    })
    expect(barsOf(hotel, hotel.room('101'))).toEqual(['Ann 2026-08-08 2026-08-10'])
  })

  test('shows a guest past the departure in the room tonight, once', () => {
    const hotel = aHotel()
    aStay(hotel, {
      arrival: '2026-08-10',
      departure: '2026-08-12',
      room: '101',
      guestName: 'Late',
      status: 'checked_in',
    })
    aStay(hotel, {
      arrival: '2026-07-01',
      departure: '2026-07-03',
      room: '102',
      guestName: 'Very',
      status: 'checked_in',
    })
    expect(barsOf(hotel, hotel.room('101'))).toEqual(['Late 2026-08-10 2026-08-14'])
    expect(barsOf(hotel, hotel.room('102'))).toEqual(['Very 2026-07-01 2026-08-14'])
  })

  test('shows each room of a guest who moved its own part of the stay', () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, {
      arrival: '2026-08-12',
      departure: '2026-08-16',
      room: '101',
      guestName: 'Mo',
    })
    const move = hotel.db.prepare('update booking_nights set room_id = ? where booking_id = ? and night >= ?')
    move.run(hotel.room('102'), bookingId, '2026-08-14')
    expect(barsOf(hotel, hotel.room('101'))).toEqual(['Mo 2026-08-12 2026-08-14'])
    expect(barsOf(hotel, hotel.room('102'))).toEqual(['Mo 2026-08-14 2026-08-16'])
    move.run(hotel.room('101'), bookingId, '2026-08-15')
    expect(barsOf(hotel, hotel.room('101'))).toEqual(['Mo 2026-08-12 2026-08-14', 'Mo 2026-08-15 2026-08-16'])
  })

  test('shows who changed rooms on or after the day of leaving in the room they wait in, from that day', () => {
    const hotel = aHotel()
    const moved = (departure: string, from: string, to: string, guestName: string) => {
      const { bookingId } = aStay(hotel, {
        arrival: '2026-08-10',
        departure,
        room: from,
        guestName,
        status: 'checked_in',
      })
      hotel.db.prepare('update bookings set room_id = ? where id = ?').run(hotel.room(to), bookingId)
    }
    moved('2026-08-13', '101', '102', 'Due')
    moved('2026-08-12', '103', '104', 'Late')
    const all = (number: string) => barsOf(hotel, hotel.room(number))
    expect(all('101')).toEqual(['Due 2026-08-10 2026-08-13'])
    expect(all('102')).toEqual(['Due 2026-08-13 2026-08-13'])
    expect(all('103')).toEqual(['Late 2026-08-10 2026-08-12'])
    expect(all('104')).toEqual(['Late 2026-08-13 2026-08-14'])
  })

  test('says what a guest due out owes with the nights not yet on the bill, and of others what the bill says', () => {
    const hotel = aHotel()
    const out = aStay(hotel, {
      arrival: '2026-08-11',
      departure: '2026-08-13',
      room: '101',
      status: 'checked_in',
    })
    const stays = aStay(hotel, {
      arrival: '2026-08-11',
      departure: '2026-08-15',
      room: '102',
      status: 'checked_in',
    })
    aCharge(hotel, out.bookingId, 40_00)
    aCharge(hotel, stays.bookingId, 40_00)
    const lanes = ['101', '102'].map((number) => ({ laneId: hotel.room(number), seen: '' }))
    const read = loadRackWindow(hotel.db, { ...week, lanes }, hotel.businessDate)
    expect(read.lanes.map(({ bars }) => bars[0]?.owesMinor)).toEqual([240_00, 40_00])
  })

  test('shows its blocks, and not those that were released', () => {
    const hotel = aHotel()
    const block = { room_id: hotel.room('101'), kind: 'out_of_order', reason: 'Paint' } as const
    hotel.add('room_blocks', {
      ...block,
      id: hotel.ids.fresh(),
      starts_on: '2026-08-14',
      ends_on: '2026-08-16',
    })
    hotel.add('room_blocks', {
      ...block,
      id: hotel.ids.fresh(),
      starts_on: '2026-08-17',
      ends_on: '2026-08-18',
      released_at: '2026-08-13T10:00:00.000Z',
    })
    const lanes = [{ laneId: hotel.room('101'), seen: '' }]
    const read = loadRackWindow(hotel.db, { ...week, lanes }, hotel.businessDate)
    expect(read.lanes[0]?.blocks).toMatchObject([{ from: '2026-08-14', to: '2026-08-16', reason: 'Paint' }])
  })

  test('is left out of the answer as long as it is as last seen', () => {
    const hotel = aHotel()
    aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101' })
    aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '102' })
    const ask = (seen: ReadonlyMap<string, string>) =>
      loadRackWindow(
        hotel.db,
        {
          ...week,
          lanes: ['101', '102'].map((number) => {
            const laneId = hotel.room(number)
            return { laneId, seen: seen.get(laneId) ?? '' }
          }),
        },
        hotel.businessDate,
      ).lanes
    const versions = new Map(ask(new Map()).map((lane) => [lane.laneId, lane.version]))
    expect(ask(versions)).toEqual([])
    aStay(hotel, { arrival: '2026-08-18', departure: '2026-08-19', room: '102' })
    expect(ask(versions).map(({ laneId }) => laneId)).toEqual([hotel.room('102')])
  })
})

test('stays without a room lie in lanes of the type that was sold, as many as overlap', () => {
  const hotel = aHotel()
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', guestName: 'Ann' })
  aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-16', guestName: 'Ben' })
  aStay(hotel, { arrival: '2026-08-15', departure: '2026-08-17', guestName: 'Cleo' })
  aStay(hotel, {
    arrival: '2026-08-15',
    departure: '2026-08-15',
    typeId: hotel.typeIds.suite,
    guestName: 'Day',
  })
  const { double, suite } = hotel.typeIds
  const read = loadRackWindow(hotel.db, { ...week, lanes: [] }, hotel.businessDate)
  expect(read.unassigned).toEqual([
    { roomTypeId: double, lanes: 2, beyond: 0 },
    { roomTypeId: suite, lanes: 1, beyond: 0 },
  ])
  expect(barsOf(hotel, laneIdOf(double, 0))).toEqual([
    'Ann 2026-08-13 2026-08-15',
    'Cleo 2026-08-15 2026-08-17',
  ])
  expect(barsOf(hotel, laneIdOf(double, 1))).toEqual(['Ben 2026-08-14 2026-08-16'])
  expect(barsOf(hotel, laneIdOf(suite, 0))).toEqual(['Day 2026-08-15 2026-08-15'])
})

test('more stays without a room than there are lines for are counted', () => {
  const hotel = aHotel()
  for (let guest = 0; guest < 9; guest++) aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15' })
  const { unassigned } = loadRackWindow(hotel.db, { ...week, lanes: [] }, hotel.businessDate)
  expect(unassigned).toEqual([{ roomTypeId: hotel.typeIds.double, lanes: 9, beyond: 4 }])
})

test('a bar knows until when it is kept, and that it goes against what others have done', () => {
  const hotel = aHotel()
  const holdUntil = '2026-08-13T18:00:00.000Z'
  const nights = { arrival: '2026-08-13', departure: '2026-08-15' }
  aStay(hotel, { ...nights, room: '101', status: 'pending', booking: { hold_expires_at: holdUntil } })
  const { bookingId } = aStay(hotel, { ...nights, room: '102' })
  addPending(hotel, bookingId)
  const lanes = ['101', '102'].map((room) => ({ laneId: hotel.room(room), seen: '' }))
  const read = loadRackWindow(hotel.db, { ...week, lanes }, hotel.businessDate)
  expect(
    read.lanes.flatMap(({ bars }) => bars).map((bar) => [bar.holdUntil, bar.unsent, bar.willConflict]),
  ).toEqual([
    [holdUntil, false, false],
    [null, true, true],
  ])
})

test('of a room that was sold twice both guests are to be seen: in the room, and marked in its type’s lanes', () => {
  const hotel = aHotel()
  aCollision(hotel, { room: '101' })
  aCollision(hotel, { room: '102', loser: { guestName: 'Ivo Inside', status: 'checked_in' } })
  const waiting = [0, 1].map((lane) => laneIdOf(hotel.typeIds.double, lane))
  const lanes = [hotel.room('101'), ...waiting].map((laneId) => ({ laneId, seen: '' }))
  const read = loadRackWindow(hotel.db, { ...week, lanes }, hotel.businessDate)
  expect(read.lanes.flatMap(({ bars }) => bars).map((bar) => [bar.guestName, bar.needsAttention])).toEqual([
    ['Hanna Holder', false],
    ['Leo Loser', true],
    ['Ivo Inside', true],
  ])
})

test('the figures say what is left by day and type, below nothing when more is sold than there is', () => {
  const hotel = aHotel()
  const tonight = { arrival: '2026-08-13', departure: '2026-08-14' }
  for (const room of ['101', '102', '103', '104']) aStay(hotel, { ...tonight, room })
  aStay(hotel, tonight)
  const figures = loadRackDays(hotel.db, '2026-08-13', 2, hotel.businessDate)
  expect(figures.house).toEqual([
    { free: 1, occupancyPercent: 83 },
    { free: 6, occupancyPercent: 0 },
  ])
  expect(figures.types.map(({ free }) => free)).toEqual([
    [-1, 4],
    [2, 2],
  ])
  // the second night is a Friday's
  expect(figures.types.map(({ priceMinor }) => priceMinor)).toEqual([
    [100_00, 120_00],
    [250_00, 250_00],
  ])
})

test('the house lists types in the hotel’s order and rooms by number', () => {
  const house = loadRackHouse(aHotel().db, '2026-08-13')
  expect(house.types.map(({ code }) => code)).toEqual(['DBL', 'SUI'])
  expect(house.rooms.map(({ roomNumber }) => roomNumber)).toEqual(['101', '102', '103', '104', '201', '202'])
  expect(house.weekendNights).toEqual([5, 6])
})
