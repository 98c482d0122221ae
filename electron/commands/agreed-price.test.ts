import { expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay, type StayWishes } from '../../shared/testing/stay.ts'
import { changeDates } from './change-dates.ts'
import { moveRoom } from './move-room.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'
import { undo } from './undo.ts'

const expected = { arrival: '2026-08-14', departure: '2026-08-17', room: '101' }
const inHouse = { arrival: '2026-08-12', departure: '2026-08-15', room: '101', status: 'checked_in' } as const

/** A stay in a double at 100.00 a night, to be moved into a suite that costs 250.00. */
function aStayToPrice(wishes: StayWishes = expected) {
  const desk = aDesk(aHotel())
  const { bookingId } = aStay(desk.hotel, wishes)
  const toSuite = { bookingId, roomId: desk.hotel.room('201'), price: 'keep', reason: '' } as const
  const prices = () =>
    desk
      .rows(
        'select amount from booking_nights where booking_id = ? and holds_room = 1 order by night',
        bookingId,
      )
      .map(({ amount }) => amount)
  return { desk, bookingId, toSuite, prices, notes: () => desk.booking(bookingId).internal_notes }
}

test('what is agreed for a move holds for its nights that are not on the folio; less than either price is a manager’s', () => {
  const { desk, bookingId, toSuite, prices, notes } = aStayToPrice({ ...inHouse, nightsPosted: 1 })
  const cheap = { ...toSuite, from: '2026-08-13', rateMinor: 90_00 }
  expect(refusalOf(desk.do(moveRoom, cheap))).toMatchObject({
    code: 'approval_needed',
    data: { what: ['price'] },
  })
  expect(refusalOf(desk.do(moveRoom, cheap, { approver: 'front_desk' })).code).toBe('approval_needed')
  bookingOf(desk.do(moveRoom, cheap, { approver: 'manager' }))
  expect(prices()).toEqual([100_00, 90_00, 90_00])
  expect(desk.booking(bookingId)).toMatchObject({
    room_type_id: desk.hotel.typeIds.suite,
    room_rate: 100_00,
  })
  expect(notes()).toMatch(/^Moved from 101 to 201\nprice: by word of .+$/u)
})

test('between the price kept and the room’s own is a clerk’s to agree, and is undone as any move', () => {
  const { desk, bookingId, toSuite, prices } = aStayToPrice()
  bookingOf(desk.do(moveRoom, { ...toSuite, from: '2026-08-14', rateMinor: 130_00 }))
  expect(prices()).toEqual([130_00, 130_00, 130_00])
  bookingOf(desk.do(undo, { bookingId }))
  expect(prices()).toEqual([100_00, 100_00, 100_00])
})

test('what is agreed for longer dates holds for the nights that are added, and for no other', () => {
  const { desk, bookingId, prices, notes } = aStayToPrice()
  const longer = {
    bookingId,
    departure: '2026-08-19',
    price: 'keep',
    overbook: false,
    rateMinor: 60_00,
  } as const
  expect(refusalOf(desk.do(changeDates, longer))).toMatchObject({
    code: 'approval_needed',
    data: { what: ['price'] },
  })
  bookingOf(desk.do(changeDates, longer, { approver: 'manager' }))
  expect(prices()).toEqual([100_00, 100_00, 100_00, 60_00, 60_00])
  expect(notes()).toMatch(/^price: by word of /u)
})

test('what is agreed for a day without nights is the day’s price', () => {
  const { desk, bookingId, toSuite } = aStayToPrice({ ...expected, departure: expected.arrival })
  bookingOf(desk.do(moveRoom, { ...toSuite, from: expected.arrival, rateMinor: 5_00 }, { role: 'manager' }))
  expect(desk.booking(bookingId).room_rate).toBe(5_00)
})
