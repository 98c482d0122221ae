import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aCharge, aPayment, aStay } from '../../shared/testing/stay.ts'
import { checkOut } from './check-out.ts'
import { takePayment } from './take-payment.ts'
import { aDesk, bookingOf, refusalOf, type TestDesk } from './testing/desk.ts'

const leaving = { arrival: '2026-08-11', departure: '2026-08-13', room: '101', status: 'checked_in' } as const

function folio({ rows }: TestDesk, bookingId: string) {
  return rows(
    `select type, description, amount from transactions where booking_id = ? and type <> 'payment' order by description`,
    bookingId,
  )
}

describe('checking out', () => {
  test('asks for what is owed first, nights not yet posted included, and leaves no trace of having asked', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...leaving, nightsPosted: 1 })
    aCharge(desk.hotel, bookingId, 4_50)
    expect(refusalOf(desk.do(checkOut, { bookingId }))).toEqual({
      code: 'balance_open',
      data: { balanceMinor: 204_50 },
    })
    expect(desk.balance(bookingId)).toBe(104_50)
    expect(desk.held(bookingId)).toHaveLength(2)
  })

  test('posts the nights slept, lets go of the room and leaves it dirty', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...leaving, nightsPosted: 1 })
    aPayment(desk.hotel, bookingId, 200_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(desk.booking(bookingId)).toMatchObject({
      status: 'checked_out',
      check_out_date: '2026-08-13',
      actual_check_out: '2026-08-13T15:01:00.000Z',
    })
    expect(desk.balance(bookingId)).toBe(0)
    expect(desk.held(bookingId)).toEqual([])
    expect(desk.rows(`select housekeeping_status as is_now from rooms where room_number = '101'`)).toEqual([
      { is_now: 'dirty' },
    ])
    expect(folio(desk, bookingId)).toEqual([
      { type: 'room_charge', description: 'Room', amount: 100_00 },
      { type: 'room_charge', description: 'Room, night of 2026-08-12', amount: 100_00 },
    ])
  })

  test('early cuts the stay: the nights left are let go and not charged', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...leaving, departure: '2026-08-16' })
    aPayment(desk.hotel, bookingId, 200_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(desk.booking(bookingId).check_out_date).toBe('2026-08-13')
    expect(desk.balance(bookingId)).toBe(0)
    expect(
      desk.rows('select count(*) as nights from booking_nights where booking_id = ?', bookingId),
    ).toEqual([{ nights: 5 }])
  })

  test('on the day of arrival charges the day', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...leaving, arrival: '2026-08-13', departure: '2026-08-15' })
    aPayment(desk.hotel, bookingId, 100_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(desk.booking(bookingId)).toMatchObject({ check_out_date: '2026-08-13', total_nights: 0 })
    expect(folio(desk, bookingId)).toEqual([
      { type: 'room_charge', description: 'Room, day of 2026-08-13', amount: 100_00 },
    ])
  })

  test('overdue charges the nights past the departure at what they cost, and they may be paid before', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...leaving, arrival: '2026-08-09', departure: '2026-08-12' })
    const owed = refusalOf(desk.do(checkOut, { bookingId })).data
    expect(owed).toEqual({ balanceMinor: 400_00 })
    const payment = { method: 'card', amountMinor: 400_00, reference: '' } as const
    bookingOf(desk.do(takePayment, { bookingId, payment }))
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(desk.booking(bookingId).check_out_date).toBe('2026-08-13')
    expect(desk.balance(bookingId)).toBe(0)
    expect(
      desk.rows(
        'select night, amount, holds_room from booking_nights where booking_id = ? and night >= ?',
        bookingId,
        '2026-08-12',
      ),
    ).toEqual([{ night: '2026-08-12', amount: 100_00, holds_room: 0 }])
  })

  test('does not keep a guest to whom money is owed', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, leaving)
    aPayment(desk.hotel, bookingId, 250_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(desk.balance(bookingId)).toBe(-50_00)
  })

  test('is for who is in house', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...leaving, status: 'confirmed' })
    expect(refusalOf(desk.do(checkOut, { bookingId })).code).toBe('stay_status')
    expect(refusalOf(desk.do(checkOut, { bookingId: desk.hotel.userId })).code).toBe('not_found')
  })
})
