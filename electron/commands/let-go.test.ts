import { describe, expect, test } from 'vitest'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aCharge, aPayment, aStay, type StayWishes } from '../../shared/testing/stay.ts'
import { cancel } from './cancel.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { confirmHold } from './confirm-hold.ts'
import { createBooking } from './create-booking.ts'
import type { CommandInput } from './desk-command.ts'
import { lateCheckOut } from './late-check-out.ts'
import { noShow } from './no-show.ts'
import { reinstate } from './reinstate.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'
import { undo } from './undo.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { walkIn } from './walk-in.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }

function aDeskWithStay(wishes: StayWishes = dueIn) {
  const desk = aDesk(aHotel())
  desk.hotel.add('rate_plans', {
    id: desk.hotel.ids.fresh(),
    code: 'BAR',
    name: 'Best available',
    is_default: 1,
    free_cancellation_days: 2,
    cancellation_fee_nights: 1,
    no_show_fee_nights: 2,
  })
  const { bookingId } = aStay(desk.hotel, wishes)
  const now = () => ({ ...desk.booking(bookingId), updated_at: '', held: desk.held(bookingId) })
  return { desk, bookingId, now }
}

describe('a no-show', () => {
  test('lets the room go, and is charged by the plan', () => {
    const { desk, bookingId } = aDeskWithStay()
    bookingOf(desk.do(noShow, { bookingId, chargeFee: true }))
    expect(desk.booking(bookingId).status).toBe('no_show')
    expect(desk.held(bookingId)).toEqual([])
    expect(desk.balance(bookingId)).toBe(200_00)
    expect(refusalOf(desk.do(undo, { bookingId }))).toMatchObject({ code: 'undo_refused' })
  })

  test('without a fee is undone like any step', () => {
    const { desk, bookingId, now } = aDeskWithStay()
    const before = now()
    bookingOf(desk.do(noShow, { bookingId, chargeFee: false }))
    bookingOf(desk.do(undo, { bookingId }))
    expect(now()).toEqual(before)
  })

  test('is none before the day of arrival, nor of somebody who came', () => {
    const { desk } = aDeskWithStay()
    const later = aStay(desk.hotel, { ...dueIn, arrival: '2026-08-14', room: '102' })
    const here = aStay(desk.hotel, { ...dueIn, room: '103', status: 'checked_in' })
    const refused = (bookingId: string) => refusalOf(desk.do(noShow, { bookingId, chargeFee: false })).code
    expect(refused(later.bookingId)).toBe('not_due_in')
    expect(refused(here.bookingId)).toBe('stay_status')
  })

  test('who comes after all is expected from then on, in the room that was kept, and owes no fee', () => {
    const { desk, bookingId } = aDeskWithStay()
    bookingOf(desk.do(noShow, { bookingId, chargeFee: true }))
    desk.nextDay()
    bookingOf(desk.do(reinstate, { bookingId }))
    expect(desk.booking(bookingId)).toMatchObject({ status: 'confirmed', check_in_date: '2026-08-14' })
    expect(desk.held(bookingId)).toEqual(['2026-08-14 101'])
    expect(desk.balance(bookingId)).toBe(0)
    expect(checkHouse(desk.hotel.db)).toEqual([])
  })

  test('who comes after the room was given away is expected without one, as long as one is left', () => {
    const { desk, bookingId } = aDeskWithStay()
    bookingOf(desk.do(noShow, { bookingId, chargeFee: false }))
    aStay(desk.hotel, dueIn)
    bookingOf(desk.do(reinstate, { bookingId }))
    expect(desk.booking(bookingId).room_id).toBe(null)
    const other = aDeskWithStay()
    bookingOf(other.desk.do(noShow, { bookingId: other.bookingId, chargeFee: false }))
    for (const room of ['101', '102', '103', '104']) aStay(other.desk.hotel, { ...dueIn, room })
    expect(refusalOf(other.desk.do(reinstate, { bookingId: other.bookingId })).code).toBe('no_room_of_type')
  })
})

describe('a cancellation', () => {
  test('is charged when it comes too late, and the charge is taken back with it', () => {
    const { desk, bookingId } = aDeskWithStay()
    bookingOf(desk.do(cancel, { bookingId, reason: 'ill', chargeFee: true }))
    expect(desk.balance(bookingId)).toBe(100_00)
    bookingOf(desk.do(reinstate, { bookingId }))
    expect(desk.booking(bookingId)).toMatchObject({ status: 'confirmed', cancelled_at: null })
    expect(desk.balance(bookingId)).toBe(0)
  })

  test('costs nothing while the plan leaves it free', () => {
    const { desk, bookingId } = aDeskWithStay({ ...dueIn, arrival: '2026-08-15', departure: '2026-08-16' })
    bookingOf(desk.do(cancel, { bookingId, reason: 'ill', chargeFee: true }))
    expect(desk.balance(bookingId)).toBe(0)
  })
})

describe('a guest who has left', () => {
  test('is in house again until the day is closed, with the money where it is', () => {
    const stay = { ...dueIn, arrival: '2026-08-11', status: 'checked_in' } as const
    const { desk, bookingId } = aDeskWithStay(stay)
    aPayment(desk.hotel, bookingId, 200_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    bookingOf(desk.do(reinstate, { bookingId }))
    expect(desk.booking(bookingId)).toMatchObject({ status: 'checked_in', check_out_date: '2026-08-13' })
    expect(desk.balance(bookingId)).toBe(0)
    expect(checkHouse(desk.hotel.db)).toEqual([])
    bookingOf(desk.do(checkOut, { bookingId }))
    desk.nextDay()
    expect(refusalOf(desk.do(reinstate, { bookingId })).code).toBe('stay_status')
  })

  test('does not come back into a room where somebody else is', () => {
    const { desk, bookingId } = aDeskWithStay({ ...dueIn, arrival: '2026-08-12', status: 'checked_in' })
    aPayment(desk.hotel, bookingId, 100_00)
    bookingOf(desk.do(checkOut, { bookingId }))
    aStay(desk.hotel, { ...dueIn, status: 'checked_in' })
    expect(refusalOf(desk.do(reinstate, { bookingId })).code).toBe('room_not_available')
  })
})

describe('a check-in', () => {
  test('of a walk-in is taken back while nothing is on the folio', () => {
    const { desk } = aDeskWithStay()
    const bookingId = bookingOf(
      desk.do(walkIn, {
        departure: '2026-08-14',
        adults: 1,
        children: 0,
        guest: { kind: 'new', fullName: 'Ada', phone: '', email: '', nationality: 'PT' },
        roomId: desk.hotel.room('102'),
      }),
    )
    aCharge(desk.hotel, bookingId, 1_00)
    expect(refusalOf(desk.do(undoCheckIn, { bookingId, roomUsed: true })).code).toBe('balance_open')
    aCharge(desk.hotel, bookingId, -1_00)
    bookingOf(desk.do(undoCheckIn, { bookingId, roomUsed: true }))
    expect(desk.booking(bookingId)).toMatchObject({ status: 'confirmed', actual_check_in: null })
    expect(desk.rows(`select housekeeping_status as is_now from rooms where room_number = '102'`)[0]).toEqual(
      { is_now: 'dirty' },
    )
  })

  test('of another day is not', () => {
    const { desk, bookingId } = aDeskWithStay()
    bookingOf(desk.do(checkIn, { bookingId }))
    desk.nextDay()
    expect(refusalOf(desk.do(undoCheckIn, { bookingId, roomUsed: true })).code).toBe('nothing_to_undo')
  })
})

describe('a booking that is held for a while', () => {
  const wish = (typeId: string): CommandInput<'booking.create'> => ({
    arrival: '2026-08-20',
    departure: '2026-08-22',
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada', phone: '', email: '', nationality: 'PT' },
    roomTypeId: typeId,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
  })

  test('is pending until it is confirmed', () => {
    const { desk } = aDeskWithStay()
    const held = { ...wish(desk.hotel.typeIds.double), holdHours: 2 }
    const bookingId = bookingOf(desk.do(createBooking, held))
    expect(desk.booking(bookingId)).toMatchObject({ status: 'pending' })
    expect(desk.booking(bookingId).hold_expires_at).not.toBeNull()
    bookingOf(desk.do(confirmHold, { bookingId, guaranteed: false }))
    expect(desk.booking(bookingId)).toMatchObject({ status: 'confirmed', hold_expires_at: null })
    bookingOf(desk.do(confirmHold, { bookingId, guaranteed: true }))
    expect(refusalOf(desk.do(confirmHold, { bookingId, guaranteed: true })).code).toBe('stay_status')
  })

  test('breaks no rule of sale, unless a manager lets it', () => {
    const { desk } = aDeskWithStay()
    const rule = { starts_on: '2026-08-20', ends_on: '2026-08-21' }
    desk.hotel.add('rate_restrictions', { id: desk.hotel.ids.fresh(), ...rule, min_nights: 3 })
    const input = wish(desk.hotel.typeIds.double)
    expect(refusalOf(desk.do(createBooking, input))).toEqual({
      code: 'restricted',
      data: { violations: [{ rule: 'min_nights', day: '2026-08-20', nights: 3 }] },
    })
    const despite = { ...input, ignoreRestrictions: true }
    expect(refusalOf(desk.do(createBooking, despite))).toEqual({
      code: 'approval_needed',
      data: { what: ['restriction'] },
    })
    bookingOf(desk.do(createBooking, despite, { role: 'manager' }))
  })
})

describe('a late check-out', () => {
  const until = { until: '16:00', feeMinor: 30_00, acceptPromised: false }

  test('is charged, and tells who is promised the room', () => {
    const { desk, bookingId } = aDeskWithStay({
      ...dueIn,
      arrival: '2026-08-12',
      departure: '2026-08-14',
      status: 'checked_in',
    })
    const next = aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '101' })
    expect(refusalOf(desk.do(lateCheckOut, { bookingId, ...until }))).toMatchObject({
      code: 'room_promised',
      data: { bookingId: next.bookingId },
    })
    bookingOf(desk.do(lateCheckOut, { bookingId, ...until, acceptPromised: true }))
    expect(desk.booking(bookingId).check_out_time).toBe('16:00:00')
    expect(desk.balance(bookingId)).toBe(30_00)
    expect(refusalOf(desk.do(lateCheckOut, { bookingId, ...until })).code).toBe('invalid_input')
  })
})
