import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay, type StayWishes } from '../../shared/testing/stay.ts'
import { assignRoom } from './assign-room.ts'
import { cancel } from './cancel.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { postCharge } from './post-charge.ts'
import { setHousekeeping } from './set-housekeeping.ts'
import { takePayment } from './take-payment.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'
import { undo } from './undo.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }

function aDeskWithStay(wishes: StayWishes = dueIn) {
  const desk = aDesk(aHotel())
  const { bookingId } = aStay(desk.hotel, wishes)
  const now = () => ({ ...desk.booking(bookingId), updated_at: '', held: desk.held(bookingId) })
  const before = now()
  return {
    desk,
    bookingId,
    undone: () => bookingOf(desk.do(undo, { bookingId })),
    pay: (amountMinor: number) =>
      bookingOf(desk.do(takePayment, { bookingId, payment: { method: 'card', amountMinor, reference: '' } })),
    refused: () => refusalOf(desk.do(undo, { bookingId })),
    before,
    now,
  }
}

describe('undoing', () => {
  test('a check-in makes the guest expected again', () => {
    const { desk, bookingId, undone, before, now } = aDeskWithStay({ ...dueIn, status: 'guaranteed' })
    desk.hotel.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
    bookingOf(desk.do(checkIn, { bookingId, override: { reason: 'so be it' } }))
    undone()
    expect(now()).toEqual(before)
  })

  test('a cancellation takes the stay up again, with its room', () => {
    const { desk, bookingId, undone, before, now } = aDeskWithStay()
    bookingOf(desk.do(cancel, { bookingId, reason: 'slip' }))
    undone()
    expect(now()).toEqual(before)
  })

  test('an assignment gives back the room of before, or none', () => {
    const { desk, bookingId, undone, before, now } = aDeskWithStay()
    bookingOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('102') }))
    undone()
    expect(now()).toEqual(before)
  })

  test('goes back step by step, and comes to an end', () => {
    const { desk, bookingId, undone, refused, before, now } = aDeskWithStay()
    bookingOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('102') }))
    bookingOf(desk.do(checkIn, { bookingId }))
    undone()
    expect(desk.booking(bookingId)).toMatchObject({ status: 'confirmed', room_id: desk.hotel.room('102') })
    undone()
    expect(now()).toEqual(before)
    expect(refused().code).toBe('nothing_to_undo')
  })

  test('a check-out reopens the stay: cut nights hold again, posted ones stay posted', () => {
    const stay = {
      arrival: '2026-08-11',
      departure: '2026-08-15',
      room: '101',
      status: 'checked_in',
    } as const
    const { desk, bookingId, pay, undone, before, now } = aDeskWithStay(stay)
    pay(200_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    undone()
    expect(now()).toEqual(before)
    expect(desk.balance(bookingId)).toBe(0)
    expect(desk.rows(`select housekeeping_status as is_now from rooms where room_number = '101'`)).toEqual([
      { is_now: 'clean' },
    ])
    // and may be left again, the nights not being posted twice
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(desk.balance(bookingId)).toBe(0)
  })

  test('a check-out leaves a room that was cleaned meanwhile as it is', () => {
    const stay = {
      arrival: '2026-08-11',
      departure: '2026-08-13',
      room: '101',
      status: 'checked_in',
    } as const
    const { desk, bookingId, pay, undone } = aDeskWithStay(stay)
    pay(200_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    const roomId = desk.hotel.room('101')
    expect(desk.do(setHousekeeping, { roomId, housekeeping: 'inspected' }).ok).toBe(true)
    undone()
    expect(desk.rows('select housekeeping_status as is_now from rooms where id = ?', roomId)).toEqual([
      { is_now: 'inspected' },
    ])
  })

  test('an early check-out that charged the day instead of nights stands', () => {
    const { desk, bookingId, pay, refused } = aDeskWithStay({ ...dueIn, status: 'checked_in' })
    pay(100_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    expect(refused()).toEqual({ code: 'undo_refused', data: { reason: 'day_charged' } })
  })

  test('is refused once money moved', () => {
    const { desk, bookingId, refused } = aDeskWithStay()
    bookingOf(desk.do(checkIn, { bookingId }))
    bookingOf(desk.do(postCharge, { bookingId, description: 'Minibar', quantity: 1, unitPriceMinor: 1 }))
    expect(refused()).toEqual({ code: 'undo_refused', data: { reason: 'money_moved' } })
  })

  test('is not kept from by a deposit paid before', () => {
    const { desk, bookingId, pay, undone, before, now } = aDeskWithStay()
    pay(100_00)
    bookingOf(desk.do(checkIn, { bookingId }))
    undone()
    expect(now()).toEqual(before)
  })

  test('ends with the hotel’s day', () => {
    const { desk, bookingId, refused } = aDeskWithStay()
    bookingOf(desk.do(checkIn, { bookingId }))
    desk.nextDay()
    expect(refused().code).toBe('nothing_to_undo')
  })

  test('is refused when the room was given to somebody else', () => {
    const { desk, bookingId, refused } = aDeskWithStay()
    bookingOf(desk.do(cancel, { bookingId, reason: 'slip' }))
    const other = aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-15' })
    bookingOf(desk.do(assignRoom, { bookingId: other.bookingId, roomId: desk.hotel.room('101') }))
    expect(refused()).toEqual({ code: 'undo_refused', data: { reason: 'room_taken' } })
  })

  test('is refused when the last room of the type was sold meanwhile', () => {
    const { desk, bookingId, refused } = aDeskWithStay({ arrival: '2026-08-13', departure: '2026-08-15' })
    bookingOf(desk.do(cancel, { bookingId, reason: 'slip' }))
    for (const _ of [1, 2, 3, 4]) aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-15' })
    expect(refused()).toEqual({ code: 'undo_refused', data: { reason: 'room_taken' } })
  })

  test('is refused when the server has changed the stay since', () => {
    const { desk, bookingId, refused } = aDeskWithStay()
    bookingOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('102') }))
    desk.hotel.db
      .prepare('update bookings set room_id = ? where id = ?')
      .run(desk.hotel.room('103'), bookingId)
    expect(refused()).toEqual({ code: 'undo_refused', data: { reason: 'changed_since' } })
  })

  test('takes no room from a guest in the house, though by a wrong clock it was given after they were let in', () => {
    const { desk, bookingId, refused } = aDeskWithStay({ arrival: '2026-08-13', departure: '2026-08-15' })
    bookingOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('102') }))
    bookingOf(desk.do(checkIn, { bookingId }))
    desk.hotel.db.exec(
      `update audit_logs set created_at = '2026-08-10T08:00:00.000Z' where command = 'booking.checkIn'`,
    )
    expect(refused()).toEqual({ code: 'undo_refused', data: { reason: 'changed_since' } })
  })

  test('works for a step that came from another terminal, known by its audit rows alone', () => {
    const { desk, bookingId, undone, before, now } = aDeskWithStay()
    bookingOf(desk.do(checkIn, { bookingId }))
    desk.hotel.db.exec('delete from outbox; delete from shadow')
    undone()
    expect(now()).toEqual(before)
  })
})
