import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { checkIn } from './check-in.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }
const override = { reason: 'guest insists' }

describe('checking in', () => {
  test('marks the stay as in house and when, and nothing else', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, dueIn)
    bookingOf(desk.do(checkIn, { bookingId }))
    expect(desk.booking(bookingId)).toMatchObject({
      status: 'checked_in',
      actual_check_in: '2026-08-13T15:01:00.000Z',
      internal_notes: null,
    })
    expect(desk.rows('select table_name, action, command, offline from audit_logs')).toEqual([
      { table_name: 'bookings', action: 'UPDATE', command: 'booking.checkIn', offline: 1 },
    ])
  })

  test('says everything that stands in the way, and leaves the stay as it is', () => {
    const desk = aDesk(aHotel())
    const { hotel } = desk
    const guestId = aGuest(hotel, { nationality: null, blacklisted: 1 })
    const { bookingId } = aStay(hotel, { ...dueIn, arrival: '2026-08-14', guestId })
    aStay(hotel, { arrival: '2026-08-11', departure: '2026-08-13', room: '101', status: 'checked_in' })
    hotel.db.prepare(`update rooms set housekeeping_status = 'dirty' where room_number = '101'`).run()
    hotel.add('room_blocks', {
      id: hotel.ids.fresh(),
      room_id: hotel.room('101'),
      kind: 'out_of_order',
      starts_on: '2026-08-14',
      ends_on: '2026-08-16',
      reason: 'pipe',
    })
    expect(refusalOf(desk.do(checkIn, { bookingId, override }))).toEqual({
      code: 'check_in_blocked',
      data: { blockers: ['not_due_in', 'room_occupied', 'room_blocked'] },
    })
    expect(refusalOf(desk.do(checkIn, { bookingId })).data).toEqual({
      blockers: [
        'not_due_in',
        'room_occupied',
        'room_dirty',
        'room_blocked',
        'guest_blacklisted',
        'guest_details_missing',
      ],
    })
    expect(desk.booking(bookingId).status).toBe('confirmed')
  })

  test('writes down what a clerk has answered for', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, { ...dueIn, booking: { internal_notes: 'quiet room' } })
    desk.hotel.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
    bookingOf(desk.do(checkIn, { bookingId, override }))
    expect(desk.booking(bookingId).internal_notes).toBe(
      'quiet room\nChecked in despite room_dirty: guest insists',
    )
  })

  test('lets in who comes a night late, and not who was due to have left', () => {
    const desk = aDesk(aHotel())
    const late = aStay(desk.hotel, { ...dueIn, arrival: '2026-08-12' })
    bookingOf(desk.do(checkIn, { bookingId: late.bookingId }))
    const gone = aStay(desk.hotel, { arrival: '2026-08-11', departure: '2026-08-13', room: '102' })
    expect(refusalOf(desk.do(checkIn, { bookingId: gone.bookingId })).data).toEqual({
      blockers: ['not_due_in'],
    })
  })

  test('a second press of the button is the same check-in, another click is refused', () => {
    const desk = aDesk(aHotel())
    const { bookingId } = aStay(desk.hotel, dueIn)
    const requestId = 'b2a1c9b0-0000-4000-8000-000000000002'
    bookingOf(desk.do(checkIn, { bookingId }, { requestId }))
    bookingOf(desk.do(checkIn, { bookingId }, { requestId }))
    expect(desk.rows('select seq from outbox')).toHaveLength(1)
    expect(refusalOf(desk.do(checkIn, { bookingId }))).toEqual({
      code: 'stay_status',
      data: { status: 'checked_in' },
    })
  })
})
