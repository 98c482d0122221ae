import { describe, expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aPayment, aStay } from '../../shared/testing/stay.ts'
import { checkIn } from './check-in.ts'
import { createBooking } from './create-booking.ts'
import { rerun } from './rerun.ts'
import { takePayment } from './take-payment.ts'
import { againAt } from './testing/again.ts'
import { refusalOf } from './testing/desk.ts'
import { walkIn } from './walk-in.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }

const aDueStay = (hotel: TestHotel) => aStay(hotel, dueIn).bookingId
const nothing = (): string => ''
const newGuest = { kind: 'new', fullName: 'Ada Byron', phone: '', email: '', nationality: 'GBR' } as const

describe('a command that is run again on newer rows', () => {
  test('lets the guest in, though the room has been said to be dirty since', () => {
    const { desk, result } = againAt(
      aDueStay,
      checkIn,
      (bookingId) => ({ bookingId }),
      (hotel) => {
        hotel.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
      },
    )
    expect(desk.booking(String(result.ok && result.value.bookingId)).status).toBe('checked_in')
  })

  test('lets the guest in, though the stay was cancelled elsewhere: they have the key', () => {
    const { result } = againAt(
      aDueStay,
      checkIn,
      (bookingId) => ({ bookingId }),
      (hotel, bookingId) => {
        hotel.db
          .prepare(
            `update bookings set status = 'cancelled', cancelled_at = '2026-08-13T10:00:00.000Z' where id = ?`,
          )
          .run(bookingId)
      },
    )
    expect(result.ok).toBe(true)
  })

  test('puts nobody into a room where the server has somebody else', () => {
    const { result } = againAt(
      aDueStay,
      checkIn,
      (bookingId) => ({ bookingId }),
      (hotel) => {
        aStay(hotel, { arrival: '2026-08-12', departure: '2026-08-14', room: '101', status: 'checked_in' })
      },
    )
    expect(refusalOf(result)).toEqual({ code: 'check_in_blocked', data: { blockers: ['room_occupied'] } })
  })

  test('keeps the price that was quoted and the number that was given, whatever became of either', () => {
    const wish = (_: string, { typeIds }: TestHotel) => ({
      arrival: '2026-08-13',
      departure: '2026-08-14',
      adults: 2,
      children: 0,
      guest: newGuest,
      roomTypeId: typeIds.double,
      source: 'phone' as const,
      specialRequests: '',
      internalNotes: '',
      overbook: false,
    })
    const { desk, result } = againAt(nothing, createBooking, wish, (hotel) => {
      hotel.db.prepare('update room_types set base_rate = 999900').run()
      hotel.add('number_series', {
        id: hotel.ids.fresh(),
        terminal_id: hotel.terminalId,
        document_type: 'booking',
        last_number: 7,
      })
    })
    const booking = desk.booking(String(result.ok && result.value.bookingId))
    expect(booking).toMatchObject({ room_rate: 100_00 })
    expect(booking.booking_code.slice(0, 7)).toBe('A00001-')
    expect(desk.rows('select last_number from number_series')).toEqual([{ last_number: 7 }])
  })

  test('keeps money that was taken, though another desk has taken it too', () => {
    const payment = { method: 'cash', amountMinor: 200_00, reference: '' } as const
    const { desk, result } = againAt(
      aDueStay,
      takePayment,
      (bookingId) => ({ bookingId, payment }),
      (hotel, bookingId) => {
        aPayment(hotel, bookingId, 200_00)
      },
    )
    expect(desk.balance(String(result.ok && result.value.bookingId))).toBe(-400_00)
  })

  test('sells no room that the server has given to somebody else', () => {
    const wish = (_: string, hotel: TestHotel) => ({
      departure: '2026-08-15',
      adults: 1,
      children: 0,
      guest: newGuest,
      roomId: hotel.room('101'),
    })
    const { result } = againAt(nothing, walkIn, wish, (hotel) => {
      aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '101' })
    })
    expect(refusalOf(result).code).toBe('room_not_available')
  })

  test('is refused under a name that no version of this program knows', () => {
    const { db, ids, userId, terminalId, businessDate } = aHotel()
    const tx = { db, insert: () => {}, update: () => {} }
    const actor = { userId, role: 'front_desk' } as const
    const terminal = { id: terminalId, series: 'A' }
    const context = { opId: ids.fresh(), actor, terminal, businessDate, at: '', ids }
    expect(refusalOf(rerun(tx, 'booking.teleport', {}, context)).code).toBe('unknown_call')
  })
})
