import { describe, expect, test } from 'vitest'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aStay, type StayWishes } from '../../shared/testing/stay.ts'
import { changeDates } from './change-dates.ts'
import { checkIn } from './check-in.ts'
import type { CommandInput } from './desk-command.ts'
import { lockRoom, moveRoom, split } from './move-room.ts'
import { swapRooms } from './swap-rooms.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'
import { undo } from './undo.ts'

const expected = { arrival: '2026-08-14', departure: '2026-08-17', room: '101' }
const inHouse = { arrival: '2026-08-12', departure: '2026-08-15', room: '101', status: 'checked_in' } as const

function aDeskWithStay(wishes: StayWishes = expected) {
  const desk = aDesk(aHotel())
  const { bookingId } = aStay(desk.hotel, wishes)
  const room = desk.hotel.room
  const state = () => ({
    ...desk.booking(bookingId),
    updated_at: '',
    held: desk.held(bookingId),
    prices: prices(),
  })
  const prices = () =>
    desk
      .rows(
        `select n.amount from booking_nights n join bookings b on b.id = n.booking_id
          where b.id = ? and n.night >= b.check_in_date and n.night < b.check_out_date order by n.night`,
        bookingId,
      )
      .map(({ amount }) => amount)
  const move = (to: string, from: string, more: Partial<CommandInput<'booking.moveRoom'>> = {}) =>
    desk.do(moveRoom, { bookingId, roomId: room(to), from, price: 'keep', reason: '', ...more })
  const change = (wish: Partial<CommandInput<'booking.changeDates'>>) =>
    desk.do(changeDates, { bookingId, price: 'keep', overbook: false, ...wish })
  const undone = () => bookingOf(desk.do(undo, { bookingId }))
  const housekeeping = (number: string) =>
    desk.rows('select housekeeping_status as is_now from rooms where room_number = ?', number)[0]?.['is_now']
  return { desk, bookingId, room, state, prices, move, change, undone, housekeeping }
}

describe('moving a stay', () => {
  test('that is expected takes all its nights along, and its price', () => {
    const { desk, bookingId, move, prices } = aDeskWithStay()
    bookingOf(move('102', '2026-08-14'))
    expect(desk.held(bookingId)).toEqual(['2026-08-14 102', '2026-08-15 102', '2026-08-16 102'])
    expect(prices()).toEqual([100_00, 100_00, 100_00])
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('that is in house cuts at the business date, and leaves the old room dirty', () => {
    const { desk, bookingId, room, move, housekeeping } = aDeskWithStay(inHouse)
    bookingOf(move('102', '2026-08-12', { reason: 'noise' }))
    expect(desk.booking(bookingId)).toMatchObject({
      room_id: room('102'),
      internal_notes: 'Moved from 101 to 102: noise',
    })
    expect(desk.held(bookingId)).toEqual(['2026-08-12 101', '2026-08-13 102', '2026-08-14 102'])
    expect(housekeeping('101')).toBe('dirty')
  })

  test('to another type keeps what is charged, or prices what is not on the folio anew', () => {
    const kept = aDeskWithStay({ ...inHouse, nightsPosted: 1 })
    bookingOf(kept.move('201', '2026-08-13'))
    expect(kept.prices()).toEqual([100_00, 100_00, 100_00])
    expect(kept.desk.booking(kept.bookingId).room_type_id).toBe(kept.desk.hotel.typeIds.double)

    const anew = aDeskWithStay({ ...inHouse, nightsPosted: 1 })
    bookingOf(anew.move('201', '2026-08-13', { price: 'reprice' }))
    expect(anew.prices()).toEqual([100_00, 250_00, 250_00])
    expect(anew.desk.booking(anew.bookingId)).toMatchObject({
      room_type_id: anew.desk.hotel.typeIds.suite,
      room_rate: 100_00,
    })
  })

  test('from a day to come plans the move, and the room is changed on that day', () => {
    const { desk, bookingId, room, move, housekeeping } = aDeskWithStay(inHouse)
    bookingOf(move('102', '2026-08-14'))
    expect(desk.booking(bookingId).room_id).toBe(room('101'))
    expect(housekeeping('101')).toBe('clean')
    desk.nextDay()
    bookingOf(move('102', '2026-08-14'))
    expect(desk.booking(bookingId).room_id).toBe(room('102'))
    expect(desk.held(bookingId)).toEqual(['2026-08-12 101', '2026-08-13 101', '2026-08-14 102'])
  })

  test('goes into no room that is taken, locked away, dirty or the one it is in', () => {
    const { desk, bookingId, move } = aDeskWithStay(inHouse)
    aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-16', room: '102' })
    expect(refusalOf(move('102', '2026-08-13')).code).toBe('room_not_available')
    desk.hotel.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
    expect(refusalOf(move('103', '2026-08-13')).code).toBe('room_not_ready')
    expect(refusalOf(move('101', '2026-08-13')).code).toBe('already_done')
    bookingOf(desk.do(lockRoom, { bookingId, locked: true }))
    expect(refusalOf(move('103', '2026-08-13')).code).toBe('room_locked')
    bookingOf(desk.do(lockRoom, { bookingId, locked: false }))
    bookingOf(move('103', '2026-08-13', { override: { reason: 'guest insists' } }))
  })

  test('moves an overdue guest only into a room that is free tonight', () => {
    const { desk, move } = aDeskWithStay({ ...inHouse, departure: '2026-08-13' })
    desk.nextDay()
    aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '102' })
    expect(refusalOf(move('102', '2026-08-14')).code).toBe('room_not_available')
    bookingOf(move('103', '2026-08-14'))
  })

  test.each([
    ['an expected stay', expected, '2026-08-14'],
    ['an expected stay from its second night', expected, '2026-08-15'],
    ['a guest in house', inHouse, '2026-08-13'],
  ])('of %s is undone to what was before, price and all', (_, wishes, from) => {
    const { desk, state, move, undone } = aDeskWithStay(wishes)
    const before = state()
    bookingOf(move('201', from, { price: 'reprice', reason: 'upgrade' }))
    undone()
    expect(state()).toEqual(before)
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('is not undone into a room that somebody else has by then', () => {
    const { desk, bookingId, move } = aDeskWithStay()
    bookingOf(move('102', '2026-08-15'))
    aStay(desk.hotel, { arrival: '2026-08-16', departure: '2026-08-17', room: '101' })
    expect(refusalOf(desk.do(undo, { bookingId }))).toEqual({
      code: 'undo_refused',
      data: { reason: 'room_taken' },
    })
  })

  test('a split lies within the stay, and nobody else gets nights of it', () => {
    const { desk, bookingId, room } = aDeskWithStay()
    const at = (day: string) => desk.do(split, { bookingId, at: day, roomId: room('102') })
    expect(refusalOf(at('2026-08-14')).code).toBe('invalid_input')
    expect(refusalOf(at('2026-08-17')).code).toBe('invalid_input')
    bookingOf(at('2026-08-16'))
    expect(desk.held(bookingId)).toEqual(['2026-08-14 101', '2026-08-15 101', '2026-08-16 102'])
    // the night that was given back may be sold, those that are held may not
    const other = aStay(desk.hotel, { arrival: '2026-08-16', departure: '2026-08-18' })
    const moveOther = (to: string) =>
      desk.do(moveRoom, {
        bookingId: other.bookingId,
        roomId: room(to),
        from: '2026-08-16',
        price: 'keep',
        reason: '',
      })
    expect(refusalOf(moveOther('102')).code).toBe('room_not_available')
    bookingOf(moveOther('101'))
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('nights between two in one room are free for others', () => {
    const { desk, bookingId, room } = aDeskWithStay({ ...expected, departure: '2026-08-20' })
    const at = (day: string, to: string) =>
      bookingOf(desk.do(split, { bookingId, at: day, roomId: room(to) }))
    at('2026-08-16', '102')
    at('2026-08-18', '101')
    const other = aStay(desk.hotel, { arrival: '2026-08-16', departure: '2026-08-18' })
    bookingOf(
      desk.do(moveRoom, {
        bookingId: other.bookingId,
        roomId: room('101'),
        from: '2026-08-16',
        price: 'keep',
        reason: '',
      }),
    )
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })
})

describe('changing dates', () => {
  test('to nights in a room of their own ends the waiting for one that another has', () => {
    const { desk, bookingId, room, change } = aDeskWithStay({
      arrival: expected.arrival,
      departure: expected.departure,
    })
    desk.hotel.db.prepare('update bookings set wanted_room_id = ? where id = ?').run(room('101'), bookingId)
    bookingOf(change({ arrival: '2026-08-18', departure: '2026-08-20', addedRoomId: room('102') }))
    expect(desk.booking(bookingId)).toMatchObject({ room_id: room('102'), wanted_room_id: null })
    expect(desk.held(bookingId)).toEqual(['2026-08-18 102', '2026-08-19 102'])
  })

  test('adds nights at the neighbour’s price, or at the price of the day', () => {
    const kept = aDeskWithStay({ ...expected, rateMinor: 80_00 })
    bookingOf(kept.change({ departure: '2026-08-18' }))
    expect(kept.prices()).toEqual([80_00, 80_00, 80_00, 80_00])
    const anew = aDeskWithStay({ ...expected, rateMinor: 80_00 })
    // the 14th and 15th are a weekend's nights, the 13th and 17th are not
    bookingOf(anew.change({ arrival: '2026-08-13', departure: '2026-08-18', price: 'reprice' }))
    expect(anew.prices()).toEqual([100_00, 80_00, 80_00, 80_00, 100_00])
    expect(anew.desk.booking(anew.bookingId).room_rate).toBe(100_00)
  })

  test('gives nights back, which may be sold at once', () => {
    const { desk, bookingId, change } = aDeskWithStay(inHouse)
    bookingOf(change({ departure: '2026-08-14' }))
    expect(desk.held(bookingId)).toEqual(['2026-08-12 101', '2026-08-13 101'])
    const other = aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-16' })
    bookingOf(
      desk.do(moveRoom, {
        bookingId: other.bookingId,
        roomId: desk.hotel.room('101'),
        from: '2026-08-14',
        price: 'keep',
        reason: '',
      }),
    )
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('into a sold night is refused, with what else could be done', () => {
    const { desk, room, change } = aDeskWithStay(inHouse)
    aStay(desk.hotel, { arrival: '2026-08-16', departure: '2026-08-18', room: '101' })
    aStay(desk.hotel, { arrival: '2026-08-13', departure: '2026-08-14', room: '102' })
    const refusal = refusalOf(change({ departure: '2026-08-18' }))
    expect(refusal).toMatchObject({
      code: 'room_not_available',
      data: { earliestArrival: '2026-08-12', latestDeparture: '2026-08-16' },
    })
    expect(refusal.data?.['rooms']).toEqual([
      expect.objectContaining({ roomId: room('103'), covers: 'stay' }),
      expect.objectContaining({ roomId: room('104'), covers: 'stay' }),
      expect.objectContaining({ roomId: room('201'), covers: 'stay' }),
      expect.objectContaining({ roomId: room('202'), covers: 'stay' }),
      expect.objectContaining({ roomId: room('102'), covers: 'added' }),
    ])
    bookingOf(change({ departure: '2026-08-18', addedRoomId: room('102') }))
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('is refused when those sold without a room need what is left', () => {
    const { desk, change } = aDeskWithStay()
    for (const _ of [1, 2, 3, 4]) aStay(desk.hotel, { arrival: '2026-08-17', departure: '2026-08-18' })
    expect(refusalOf(change({ departure: '2026-08-18' })).code).toBe('no_room_of_type')
    expect(refusalOf(change({ departure: '2026-08-18', overbook: true })).code).toBe('approval_needed')
  })

  test('of a guest in house leaves the arrival, and no night that is on the folio', () => {
    const { change } = aDeskWithStay({ ...inHouse, nightsPosted: 2 })
    expect(refusalOf(change({ arrival: '2026-08-13' })).code).toBe('arrival_fixed')
    expect(refusalOf(change({ departure: '2026-08-12' })).code).toBe('departure_in_past')
    expect(refusalOf(change({ departure: '2026-08-13' }))).toEqual({
      code: 'night_posted',
      data: { night: '2026-08-13' },
    })
    expect(refusalOf(change({ departure: '2026-08-15' })).code).toBe('already_done')
    expect(refusalOf(change({ departure: '2028-08-15' })).code).toBe('stay_too_long')
  })

  test('makes a day’s use of nights and nights of a day’s use', () => {
    const { desk, bookingId, change, prices } = aDeskWithStay({ ...expected, rateMinor: 70_00 })
    bookingOf(change({ departure: '2026-08-14' }))
    expect(desk.held(bookingId)).toEqual([])
    expect(desk.booking(bookingId).room_rate).toBe(70_00)
    bookingOf(change({ departure: '2026-08-16' }))
    expect(prices()).toEqual([70_00, 70_00])
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test.each([
    ['a longer stay', { departure: '2026-08-20' }],
    ['a shorter stay', { arrival: '2026-08-15', departure: '2026-08-16' }],
    ['other days altogether', { arrival: '2026-08-24', departure: '2026-08-26' }],
    ['a day', { departure: '2026-08-14' }],
  ])('to %s is undone to what was before', (_, wish) => {
    const { desk, state, change, undone } = aDeskWithStay({ ...expected, rateMinor: 90_00 })
    const before = state()
    bookingOf(change({ ...wish, price: 'reprice' }))
    undone()
    expect(state()).toEqual(before)
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('of an overdue guest writes down the nights slept, unless somebody else was promised them', () => {
    const { desk, bookingId, change } = aDeskWithStay({ ...inHouse, departure: '2026-08-13' })
    desk.nextDay()
    bookingOf(change({ departure: '2026-08-15' }))
    expect(desk.held(bookingId)).toEqual(['2026-08-12 101', '2026-08-13 101', '2026-08-14 101'])
  })
})

describe('changing rooms between two stays', () => {
  test('does so for both, and back', () => {
    const { desk, bookingId, state, undone } = aDeskWithStay(inHouse)
    const before = state()
    const other = aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-16', room: '102' })
    const heldBefore = desk.held(other.bookingId)
    expect(refusalOf(desk.do(swapRooms, { bookingId, otherBookingId: bookingId })).code).toBe('already_done')
    bookingOf(desk.do(swapRooms, { bookingId, otherBookingId: other.bookingId }))
    expect(desk.held(bookingId)).toEqual(['2026-08-12 101', '2026-08-13 102', '2026-08-14 102'])
    expect(desk.held(other.bookingId)).toEqual(['2026-08-14 101', '2026-08-15 101'])
    expect(checkHouse(desk.hotel.db)).toEqual([])
    undone()
    expect(state()).toEqual(before)
    expect(desk.held(other.bookingId)).toEqual(heldBefore)
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('is refused where a third has one of the nights', () => {
    const { desk, bookingId } = aDeskWithStay()
    const other = aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '102' })
    aStay(desk.hotel, { arrival: '2026-08-16', departure: '2026-08-17', room: '102' })
    expect(refusalOf(desk.do(swapRooms, { bookingId, otherBookingId: other.bookingId })).code).toBe(
      'room_not_available',
    )
  })

  test('is not undone once the other has been let in', () => {
    const { desk, bookingId } = aDeskWithStay({ ...expected, arrival: '2026-08-13' })
    const other = aStay(desk.hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '102' })
    bookingOf(desk.do(swapRooms, { bookingId, otherBookingId: other.bookingId }))
    bookingOf(desk.do(checkIn, { bookingId: other.bookingId }))
    expect(refusalOf(desk.do(undo, { bookingId }))).toEqual({
      code: 'undo_refused',
      data: { reason: 'changed_since' },
    })
  })
})

describe('without a line', () => {
  const lease = (hotel: TestHotel, room: string, ...nights: readonly string[]): void => {
    for (const night of nights) {
      hotel.add('room_leases', {
        id: hotel.ids.derived(hotel.room(room), night),
        room_id: hotel.room(room),
        night,
        terminal_id: hotel.terminalId,
        expires_at: '2026-08-20T15:00:00.000Z',
      })
    }
  }

  test('longer dates and another room are to be confirmed, unless they are leased', () => {
    const desk = aDesk(aHotel())
    lease(desk.hotel, '101', '2026-08-16')
    lease(desk.hotel, '103', '2026-08-14', '2026-08-15')
    const stay = (room: string) =>
      aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-16', room }).bookingId
    const [one, two, three, four] = [stay('101'), stay('102'), stay('104'), stay('201')]
    const doubtful = (bookingId: string) => desk.booking(bookingId).to_be_confirmed
    const until = { arrival: '2026-08-14', departure: '2026-08-17', price: 'keep', overbook: false } as const
    bookingOf(desk.do(changeDates, { bookingId: one, ...until }))
    bookingOf(desk.do(changeDates, { bookingId: two, ...until }))
    expect([doubtful(one), doubtful(two)]).toEqual([0, 1])

    const move = { from: '2026-08-14', price: 'keep', reason: '' } as const
    bookingOf(desk.do(moveRoom, { bookingId: three, roomId: desk.hotel.room('103'), ...move }))
    expect(doubtful(three)).toBe(0)
    bookingOf(desk.do(moveRoom, { bookingId: three, roomId: desk.hotel.room('104'), ...move }))
    expect(doubtful(three)).toBe(1)

    bookingOf(desk.do(swapRooms, { bookingId: one, otherBookingId: four }))
    expect([doubtful(one), doubtful(four)]).toEqual([1, 1])
  })
})
