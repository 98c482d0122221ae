import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import type { CommandInput } from './desk-command.ts'
import { aDesk, bookingOf, refusalOf, type TestDesk } from './testing/desk.ts'
import { walkIn } from './walk-in.ts'

function wish(
  { hotel }: TestDesk,
  more: Partial<CommandInput<'booking.walkIn'>> = {},
): CommandInput<'booking.walkIn'> {
  return {
    departure: '2026-08-15',
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Byron', phone: '', email: '', nationality: 'GBR' },
    roomId: hotel.room('101'),
    ...more,
  }
}

describe('a walk-in', () => {
  test('is sold, paid and in the room at once, in one command', () => {
    const desk = aDesk(aHotel())
    const payment = { method: 'cash', amountMinor: 220_00, tenderedMinor: 250_00, reference: '' } as const
    const bookingId = bookingOf(desk.do(walkIn, wish(desk, { payment })))
    expect(desk.booking(bookingId)).toMatchObject({
      status: 'checked_in',
      source: 'walk_in',
      check_in_date: '2026-08-13',
      actual_check_in: '2026-08-13T15:01:00.000Z',
    })
    expect(desk.held(bookingId)).toEqual(['2026-08-13 101', '2026-08-14 101'])
    expect(desk.balance(bookingId)).toBe(-220_00)
    expect(desk.rows('select name from outbox')).toEqual([{ name: 'booking.walkIn' }])
    expect(desk.rows('select document_type, last_number from number_series order by 1')).toEqual([
      { document_type: 'booking', last_number: 1 },
      { document_type: 'payment', last_number: 1 },
    ])
  })

  test('pays no more than the stay costs', () => {
    const desk = aDesk(aHotel())
    const payment = { method: 'card', amountMinor: 220_01, reference: '' } as const
    expect(refusalOf(desk.do(walkIn, wish(desk, { payment })))).toEqual({
      code: 'amount_exceeds_balance',
      data: { mostMinor: 220_00 },
    })
    expect(desk.rows('select 1 from customers')).toEqual([])
  })

  test('waits for the room that a guest has not left, and for one that is not clean', () => {
    const desk = aDesk(aHotel())
    aStay(desk.hotel, { arrival: '2026-08-11', departure: '2026-08-13', room: '101', status: 'checked_in' })
    desk.hotel.db.prepare(`update rooms set housekeeping_status = 'pickup'`).run()
    expect(refusalOf(desk.do(walkIn, wish(desk)))).toEqual({
      code: 'check_in_blocked',
      data: { blockers: ['room_occupied', 'room_dirty'] },
    })
    const override = { reason: 'only asks for an hour' }
    const bookingId = bookingOf(desk.do(walkIn, wish(desk, { roomId: desk.hotel.room('102'), override })))
    expect(desk.booking(bookingId).internal_notes).toBe(
      'Checked in despite room_dirty: only asks for an hour',
    )
  })

  test('gets no room that is promised to somebody', () => {
    const desk = aDesk(aHotel())
    aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-16', room: '101' })
    expect(refusalOf(desk.do(walkIn, wish(desk))).code).toBe('room_not_available')
    bookingOf(desk.do(walkIn, wish(desk, { departure: '2026-08-14' })))
  })

  test('gets no room that somebody without one was sold', () => {
    const desk = aDesk(aHotel())
    for (const _ of [1, 2, 3, 4]) aStay(desk.hotel, { arrival: '2026-08-13', departure: '2026-08-14' })
    expect(refusalOf(desk.do(walkIn, wish(desk))).code).toBe('no_room_of_type')
  })
})
