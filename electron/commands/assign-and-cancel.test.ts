import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aCharge, aPayment, aStay } from '../../shared/testing/stay.ts'
import { assignRoom } from './assign-room.ts'
import { cancel } from './cancel.ts'
import { setHousekeeping } from './set-housekeeping.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15' }

describe('giving a room', () => {
  test('gives it for every night, of another type at the price that was sold', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, dueIn)
    bookingOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('201') }))
    expect(desk.held(bookingId)).toEqual(['2026-08-13 201', '2026-08-14 201'])
    expect(desk.booking(bookingId)).toMatchObject({
      room_id: desk.hotel.room('201'),
      room_type_id: desk.hotel.typeIds.double,
    })
    expect(desk.rows('select distinct amount from booking_nights')).toEqual([{ amount: 100_00 }])
  })

  test('upgrades nobody into the last room of a type that was sold', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, dueIn)
    const roomId = desk.hotel.room('201')
    for (const _ of [1, 2]) aStay(desk.hotel, { ...dueIn, typeId: desk.hotel.typeIds.suite })
    expect(refusalOf(desk.do(assignRoom, { bookingId, roomId })).code).toBe('no_room_of_type')
  })

  test('gives another one instead, and the first is free again', () => {
    const desk = aDesk(aHotel())
    const one = aStay(desk.hotel, { ...dueIn, room: '101' })
    const other = aStay(desk.hotel, dueIn)
    const wanted = { bookingId: other.bookingId, roomId: desk.hotel.room('101') }
    expect(refusalOf(desk.do(assignRoom, wanted)).code).toBe('room_not_available')
    bookingOf(desk.do(assignRoom, { bookingId: one.bookingId, roomId: desk.hotel.room('102') }))
    bookingOf(desk.do(assignRoom, wanted))
    expect(refusalOf(desk.do(assignRoom, wanted)).code).toBe('already_done')
  })

  test('ends the wait of a stay that lost its room', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...dueIn, booking: { wanted_room_id: desk.hotel.room('103') } })
    bookingOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('104') }))
    expect(desk.booking(bookingId)).toMatchObject({ room_id: desk.hotel.room('104'), wanted_room_id: null })
  })

  test('is not for who is in house', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...dueIn, room: '101', status: 'checked_in' })
    expect(refusalOf(desk.do(assignRoom, { bookingId, roomId: desk.hotel.room('102') })).code).toBe(
      'stay_status',
    )
  })
})

describe('cancelling', () => {
  test('says why and by whom, and lets the room go while the nights stay on record', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...dueIn, room: '101' })
    aPayment(desk.hotel, bookingId, 50_00)
    bookingOf(desk.do(cancel, { bookingId, reason: 'flight cancelled' }))
    expect(desk.booking(bookingId)).toMatchObject({
      status: 'cancelled',
      cancellation_reason: 'flight cancelled',
      cancelled_by: desk.hotel.userId,
      cancelled_at: '2026-08-13T15:01:00.000Z',
    })
    expect(desk.held(bookingId)).toEqual([])
    expect(desk.rows('select 1 as night from booking_nights')).toHaveLength(2)
    expect(desk.balance(bookingId)).toBe(-50_00)
  })

  test('waits for what is owed', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, dueIn)
    aCharge(desk.hotel, bookingId, 10_00)
    expect(refusalOf(desk.do(cancel, { bookingId, reason: 'none' }))).toMatchObject({ code: 'balance_open' })
  })
})

describe('housekeeping', () => {
  test('says how clean a room is, and when it last became ready', () => {
    const desk = aDesk(aHotel())
    const roomId = desk.hotel.room('101')
    const now = () =>
      desk.rows('select housekeeping_status as is_now, last_cleaned from rooms where id = ?', roomId)
    expect(desk.do(setHousekeeping, { roomId, housekeeping: 'dirty' }).ok).toBe(true)
    expect(now()).toEqual([{ is_now: 'dirty', last_cleaned: null }])
    expect(desk.do(setHousekeeping, { roomId, housekeeping: 'clean' }).ok).toBe(true)
    expect(desk.do(setHousekeeping, { roomId, housekeeping: 'inspected' }).ok).toBe(true)
    expect(now()).toEqual([{ is_now: 'inspected', last_cleaned: '2026-08-13T15:02:00.000Z' }])
    expect(
      refusalOf(desk.do(setHousekeeping, { roomId: desk.hotel.userId, housekeeping: 'clean' })).code,
    ).toBe('not_found')
  })
})
