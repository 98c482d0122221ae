import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { freeOnWorstNight } from '../../../shared/domain/room/availability.ts'
import { isRoomFree } from '../../../shared/domain/room/room-calendar.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'
import { listFreeRooms, type FreeRoomsQuestion } from './free-rooms.ts'
import { listTypesOnSale } from './room-types.ts'
import { listRooms } from './rooms.ts'
import { loadTypeNights } from './type-nights.ts'

const today = '2026-08-13'
const tomorrow = '2026-08-14'

function block(
  hotel: TestHotel,
  room: string,
  kind: 'out_of_order' | 'out_of_service',
  from: string,
  to: string,
): void {
  const id = hotel.ids.fresh()
  hotel.add('room_blocks', {
    id,
    room_id: hotel.room(room),
    kind,
    starts_on: from,
    ends_on: to,
    reason: 'Paint',
  })
}

describe('the list of rooms', () => {
  test('says who is in, who comes, who leaves, what is out of order and what is not yet on the server', () => {
    const hotel = aHotel()
    aStay(hotel, { arrival: '2026-08-12', departure: today, room: '101', status: 'checked_in' })
    aStay(hotel, { arrival: today, departure: tomorrow, room: '101' })
    aStay(hotel, { arrival: today, departure: today, room: '102' })
    aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '103', status: 'checked_in' })
    block(hotel, '104', 'out_of_order', today, tomorrow)
    block(hotel, '201', 'out_of_service', today, tomorrow)
    block(hotel, '202', 'out_of_order', tomorrow, '2026-08-20')
    const op = hotel.db.prepare(
      `insert into outbox (seq, op_id, name, args, subject, actor_id, actor_role, business_date, at, monotonic_ms,
         offline, schema_version, writes, body, prev_hash, hash)
       values (1, '1', 'room.setHousekeeping', '{}', '', '', '', '', '', 1, 1, 2, '[]', '', '', '')`,
    )
    op.run()
    hotel.db.prepare(`insert into outbox_rows values ('rooms', ?, 1)`).run(hotel.room('202'))
    const marks = listRooms(hotel.db, today).map((room) => [
      room.roomNumber,
      (['occupied', 'arriving', 'dueOut', 'blocked', 'unsent'] as const).filter((mark) => room[mark]),
    ])
    expect(marks).toEqual([
      ['101', ['occupied', 'arriving', 'dueOut']],
      ['102', ['arriving']],
      ['103', ['occupied', 'dueOut']],
      ['104', ['blocked']],
      ['201', []],
      ['202', ['unsent']],
    ])
  })
})

describe('rooms free for dates', () => {
  const question: FreeRoomsQuestion = {
    arrival: today,
    departure: '2026-08-15',
    roomTypeId: null,
    exceptBookingId: null,
    businessDate: today,
  }
  const numbers = (hotel: TestHotel, changes: Partial<FreeRoomsQuestion> = {}): readonly string[] =>
    listFreeRooms(hotel.db, { ...question, ...changes }).map((room) => room.roomNumber)

  test('are those nobody else has, the ready ones first', () => {
    const hotel = aHotel()
    hotel.db.prepare(`update rooms set housekeeping_status = 'dirty' where id = ?`).run(hotel.room('101'))
    aStay(hotel, { arrival: '2026-08-12', departure: today, room: '102', status: 'checked_in' })
    aStay(hotel, { arrival: tomorrow, departure: '2026-08-20', room: '103' })
    aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '201', status: 'checked_in' })
    block(hotel, '202', 'out_of_order', tomorrow, '2026-08-20')
    expect(numbers(hotel)).toEqual(['104', '101', '102'])
    expect(numbers(hotel, { roomTypeId: hotel.typeIds.suite })).toEqual([])
    expect(numbers(hotel, { departure: tomorrow })).toEqual(['103', '104', '202', '101', '102'])
  })

  test('are those that the rule calls free, whatever stays there are', () => {
    const stay = fc.record({
      room: fc.constantFrom('101', '102', '201'),
      from: fc.integer({ min: -5, max: 5 }),
      nights: fc.nat(4),
      inHouse: fc.boolean(),
    })
    const wish = fc.record({ from: fc.nat(5), nights: fc.nat(3) })
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 6 }), wish, (stays, { from, nights }) => {
        const hotel = aHotel()
        const taken = stays.map(({ room, from: start, nights: length, inHouse }) => {
          const arrival = addDays(today, start)
          const departure = addDays(arrival, length)
          aStay(hotel, { room, arrival, departure, status: inHouse ? 'checked_in' : 'confirmed' })
          return { room, arrival, departure, overdue: inHouse && departure < today }
        })
        const dates = { arrival: addDays(today, from), departure: addDays(today, from + nights) }
        const free = ['101', '102', '103', '104', '201', '202'].filter((room) =>
          isRoomFree(
            dates,
            taken.filter((one) => one.room === room),
            today,
          ),
        )
        expect(numbers(hotel, dates).toSorted()).toEqual(free)
        hotel.db.close()
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is left of a type', () => {
  const left = (
    hotel: TestHotel,
    arrival: string,
    departure: string,
    except: string | null = null,
  ): number => {
    const question = { arrival, departure, exceptBookingId: except, businessDate: today }
    return freeOnWorstNight(
      arrival,
      departure,
      loadTypeNights(hotel.db, question).get(hotel.typeIds.double) ?? [],
    )
  }

  test('counts rooms given, stays without a room, rooms out of order and guests who should have left', () => {
    const hotel = aHotel()
    expect(left(hotel, today, '2026-08-16')).toBe(4)
    const { bookingId } = aStay(hotel, { arrival: tomorrow, departure: '2026-08-16', room: '101' })
    expect(left(hotel, today, '2026-08-16')).toBe(3)
    expect(left(hotel, today, '2026-08-16', bookingId)).toBe(4)
    aStay(hotel, { arrival: tomorrow, departure: '2026-08-15' })
    expect(left(hotel, today, '2026-08-16')).toBe(2)
    block(hotel, '104', 'out_of_order', '2026-08-15', '2026-08-20')
    block(hotel, '103', 'out_of_service', today, '2026-08-20')
    expect([left(hotel, today, '2026-08-15'), left(hotel, '2026-08-15', '2026-08-16')]).toEqual([2, 2])
    aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '102', status: 'checked_in' })
    expect([left(hotel, today, tomorrow), left(hotel, tomorrow, '2026-08-15')]).toEqual([3, 2])
    aStay(hotel, { arrival: tomorrow, departure: '2026-08-15', status: 'cancelled' })
    expect(left(hotel, tomorrow, '2026-08-15')).toBe(2)
  })

  test('counts a guest in a better room where the room is', () => {
    const hotel = aHotel()
    aStay(hotel, { arrival: today, departure: tomorrow, room: '201', typeId: hotel.typeIds.double })
    expect(left(hotel, today, tomorrow)).toBe(4)
  })

  test('for the day counts who stays over and who is there for the day', () => {
    const hotel = aHotel()
    aStay(hotel, { arrival: '2026-08-12', departure: tomorrow, room: '101', status: 'checked_in' })
    aStay(hotel, { arrival: today, departure: today })
    aStay(hotel, { arrival: '2026-08-12', departure: today, room: '102', status: 'checked_in' })
    aStay(hotel, { arrival: today, departure: tomorrow, room: '103' })
    expect(left(hotel, today, today)).toBe(2)
  })
})

test('types on sale come with their rates and the seasons of the default plan', () => {
  const hotel = aHotel()
  const plan = hotel.ids.fresh()
  hotel.add('rate_plans', { id: plan, code: 'BAR', name: 'Best', is_default: 1 })
  const season = {
    rate_plan_id: plan,
    room_type_id: hotel.typeIds.suite,
    name: 'Summer',
    ends_on: '2026-09-01',
  }
  hotel.add('rate_seasons', { ...season, id: hotel.ids.fresh(), starts_on: '2026-07-01', base_rate: 300_00 })
  const [double, suite] = listTypesOnSale(hotel.db)
  expect(double).toMatchObject({
    code: 'DBL',
    maxOccupancy: 2,
    maxExtraBeds: 1,
    rates: {
      baseMinor: 100_00,
      weekendMinor: 120_00,
      extraBedMinor: 20_00,
      seasons: [],
      weekendNights: [5, 6],
    },
  })
  expect(suite?.rates.seasons).toEqual([
    {
      startsOn: '2026-07-01',
      endsOn: '2026-09-01',
      baseMinor: 300_00,
      weekendMinor: null,
      extraBedMinor: null,
    },
  ])
})
