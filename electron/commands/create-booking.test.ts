import { describe, expect, test } from 'vitest'
import { isBookingCode } from '../../shared/domain/stay/booking-code.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { createBooking } from './create-booking.ts'
import type { CommandInput } from './desk-command.ts'
import { aDesk, bookingOf, refusalOf, type TestDesk } from './testing/desk.ts'

const newGuest = { kind: 'new', fullName: 'Ada Byron', phone: '', email: '', nationality: 'GBR' } as const

function wish(
  { hotel }: TestDesk,
  more: Partial<CommandInput<'booking.create'>> = {},
): CommandInput<'booking.create'> {
  return {
    arrival: '2026-08-13',
    departure: '2026-08-16',
    adults: 2,
    children: 0,
    guest: newGuest,
    roomTypeId: hotel.typeIds.double,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
    ...more,
  }
}

describe('selling a stay', () => {
  test('writes guest, stay and nights with the price of each night, weekend and extra bed', () => {
    const desk = aDesk(aHotel())
    const bookingId = bookingOf(
      desk.do(createBooking, wish(desk, { adults: 3, specialRequests: 'high floor' })),
    )
    const booking = desk.booking(bookingId)
    expect(booking).toMatchObject({
      status: 'confirmed',
      room_id: null,
      room_rate: 120_00,
      source: 'phone',
      special_requests: 'high floor',
      internal_notes: null,
      created_by: desk.hotel.userId,
      terminal_id: desk.hotel.terminalId,
    })
    expect(isBookingCode(booking.booking_code)).toBe(true)
    expect(
      desk.rows(
        'select night, amount, holds_room from booking_nights where booking_id = ? order by night',
        bookingId,
      ),
    ).toEqual([
      { night: '2026-08-13', amount: 120_00, holds_room: 1 },
      { night: '2026-08-14', amount: 140_00, holds_room: 1 },
      { night: '2026-08-15', amount: 140_00, holds_room: 1 },
    ])
    expect(desk.rows('select full_name, phone from customers where id = ?', booking.customer_id)).toEqual([
      { full_name: 'Ada Byron', phone: null },
    ])
  })

  test('gives every booking the next number of the terminal, and none to a refused one', () => {
    const desk = aDesk(aHotel())
    const first = desk.booking(bookingOf(desk.do(createBooking, wish(desk)))).booking_code
    refusalOf(desk.do(createBooking, wish(desk, { adults: 9 })))
    const second = desk.booking(bookingOf(desk.do(createBooking, wish(desk)))).booking_code
    expect([first, second].map((code) => code.slice(0, 7))).toEqual(['A00001-', 'A00002-'])
  })

  test('keeps a room for every night and gives it to nobody else', () => {
    const desk = aDesk(aHotel())
    const roomId = desk.hotel.room('101')
    const bookingId = bookingOf(desk.do(createBooking, wish(desk, { roomId })))
    expect(desk.held(bookingId)).toEqual(['2026-08-13 101', '2026-08-14 101', '2026-08-15 101'])
    expect(refusalOf(desk.do(createBooking, wish(desk, { roomId }))).code).toBe('room_not_available')
    // who arrives when they leave
    bookingOf(desk.do(createBooking, wish(desk, { roomId, arrival: '2026-08-16', departure: '2026-08-17' })))
  })

  test('takes a room out of order for nobody, one out of service for anybody', () => {
    const hotel = aHotel()
    const desk = aDesk(hotel)
    const block = { starts_on: '2026-08-15', ends_on: '2026-08-20', reason: 'paint' }
    hotel.add('room_blocks', {
      id: hotel.ids.fresh(),
      room_id: hotel.room('101'),
      kind: 'out_of_order',
      ...block,
    })
    hotel.add('room_blocks', {
      id: hotel.ids.fresh(),
      room_id: hotel.room('102'),
      kind: 'out_of_service',
      ...block,
    })
    expect(refusalOf(desk.do(createBooking, wish(desk, { roomId: hotel.room('101') }))).code).toBe(
      'room_not_available',
    )
    bookingOf(desk.do(createBooking, wish(desk, { roomId: hotel.room('102') })))
  })

  test('stops when the type is full, stays without a room counted, and a manager may go on', () => {
    const hotel = aHotel()
    const desk = aDesk(hotel)
    for (const _ of [1, 2, 3]) bookingOf(desk.do(createBooking, wish(desk)))
    aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '104' })
    expect(refusalOf(desk.do(createBooking, wish(desk))).code).toBe('no_room_of_type')
    bookingOf(desk.do(createBooking, wish(desk, { arrival: '2026-08-15' })))
    expect(refusalOf(desk.do(createBooking, wish(desk, { overbook: true }))).code).toBe('approval_needed')
    bookingOf(desk.do(createBooking, wish(desk, { overbook: true }), { role: 'manager' }))
  })

  test('counts the room of a guest who should have left as taken tonight', () => {
    const hotel = aHotel()
    const desk = aDesk(hotel)
    aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '101', status: 'checked_in' })
    const tonight = { roomId: hotel.room('101'), departure: '2026-08-14' }
    expect(refusalOf(desk.do(createBooking, wish(desk, tonight))).code).toBe('room_not_available')
    for (const _ of [1, 2, 3]) bookingOf(desk.do(createBooking, wish(desk)))
    expect(refusalOf(desk.do(createBooking, wish(desk))).code).toBe('no_room_of_type')
  })

  test('sells day use between two guests, at the price of the day and without a night', () => {
    const hotel = aHotel()
    const desk = aDesk(hotel)
    aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', room: '101' })
    aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '101' })
    const dayUse = { arrival: '2026-08-14', departure: '2026-08-14', roomId: hotel.room('101') }
    const bookingId = bookingOf(desk.do(createBooking, wish(desk, dayUse)))
    expect(desk.booking(bookingId)).toMatchObject({ room_rate: 120_00, total_nights: 0 })
    expect(desk.held(bookingId)).toEqual([])
    expect(refusalOf(desk.do(createBooking, wish(desk, dayUse))).code).toBe('room_not_available')
  })

  test('refuses the past, the endless, the crowded and the unknown', () => {
    const desk = aDesk(aHotel())
    const refused = (more: Partial<CommandInput<'booking.create'>>) =>
      refusalOf(desk.do(createBooking, wish(desk, more))).code
    expect(refused({ arrival: '2026-08-12' })).toBe('arrival_in_past')
    expect(refused({ departure: '2026-08-12' })).toBe('invalid_input')
    expect(refused({ departure: '2028-08-13' })).toBe('stay_too_long')
    expect(refused({ adults: 4 })).toBe('too_many_guests')
    expect(refused({ roomTypeId: desk.hotel.userId })).toBe('not_found')
    expect(refused({ roomId: desk.hotel.userId })).toBe('not_found')
    expect(refused({ roomId: desk.hotel.room('201') })).toBe('room_type_mismatch')
    expect(refused({ guest: { kind: 'known', guestId: desk.hotel.userId } })).toBe('not_found')
    expect(desk.rows('select 1 from bookings')).toEqual([])
    expect(desk.rows('select 1 from outbox')).toEqual([])
  })

  test('refuses the unwanted, by name or by a telephone written otherwise', () => {
    const hotel = aHotel()
    const desk = aDesk(hotel)
    const guestId = aGuest(hotel, { blacklisted: 1, phone: '+44 (20) 7946-0000', email: 'Rude@Example.com' })
    const refused = (guest: CommandInput<'booking.create'>['guest']) =>
      refusalOf(desk.do(createBooking, wish(desk, { guest }))).code
    expect(refused({ kind: 'known', guestId })).toBe('guest_blacklisted')
    expect(refused({ ...newGuest, phone: '+442079460000' })).toBe('guest_blacklisted')
    expect(refused({ ...newGuest, email: 'rude@example.com' })).toBe('guest_blacklisted')
  })

  test('books for the guest that a merged one has become', () => {
    const hotel = aHotel()
    const desk = aDesk(hotel)
    const survivor = aGuest(hotel)
    const merged = aGuest(hotel, { merged_into: survivor })
    const guest = { kind: 'known', guestId: merged } as const
    expect(desk.booking(bookingOf(desk.do(createBooking, wish(desk, { guest })))).customer_id).toBe(survivor)
  })

  test('is done once for one click, however often it arrives, and answered each time', () => {
    const desk = aDesk(aHotel())
    const requestId = 'b2a1c9b0-0000-4000-8000-000000000001'
    const first = desk.do(createBooking, wish(desk), { requestId })
    const second = desk.do(createBooking, wish(desk), { requestId })
    expect(bookingOf(second)).toBe(bookingOf(first))
    expect(desk.rows('select seq from outbox')).toHaveLength(1)
    expect(refusalOf(desk.do(createBooking, wish(desk, { adults: 1 }), { requestId }))).toMatchObject({
      code: 'invalid_input',
      field: 'requestId',
    })
  })
})
