import { describe, expect, test } from 'vitest'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aGuest, aPayment, aStay } from '../../../shared/testing/stay.ts'
import { loadBookingRecord } from './booking.ts'

const today = '2026-08-13'

describe('a booking', () => {
  test('is shown with its guest, its nights, its folio and who did what', () => {
    const hotel = aHotel()
    const guestId = aGuest(hotel, { full_name: 'Grace Hopper', email: 'grace@navy.test', vip_status: 1 })
    aStay(hotel, {
      guestId,
      arrival: '2026-01-01',
      departure: '2026-01-03',
      room: '102',
      status: 'checked_out',
    })
    const { bookingId } = aStay(hotel, {
      guestId,
      arrival: '2026-08-12',
      departure: '2026-08-14',
      room: '101',
      status: 'checked_in',
      nightsPosted: 1,
    })
    aCharge(hotel, bookingId, 12_50)
    const payment = aPayment(hotel, bookingId, 50_00)
    for (const [table, record, at, index] of [
      ['bookings', bookingId, '2026-08-12T14:00:00.000Z', 0],
      ['payments', payment, '2026-08-12T15:00:00.000Z', 1],
      ['transactions', hotel.ids.derived(payment, 'ledger'), '2026-08-12T15:00:00.000Z', 1],
    ] as const) {
      hotel.add('audit_logs', {
        id: hotel.ids.fresh(),
        table_name: table,
        record_id: record,
        action: 'INSERT',
        user_id: hotel.userId,
        terminal_id: hotel.terminalId,
        op_id: `op ${index}`,
        command: index === 0 ? 'booking.checkIn' : 'folio.takePayment',
        created_at: at,
      })
    }
    hotel.add('audit_logs', {
      id: hotel.ids.fresh(),
      table_name: 'bookings',
      record_id: bookingId,
      action: 'UPDATE',
      created_at: '2026-08-12T16:00:00.000Z',
    })

    const record = loadBookingRecord(hotel.db, bookingId, today)
    expect(record?.guest).toMatchObject({
      fullName: 'Grace Hopper',
      email: 'grace@navy.test',
      vip: true,
      staysBefore: 1,
    })
    expect(record?.nightly).toEqual([
      { night: '2026-08-12', roomNumber: '101', amountMinor: 100_00 },
      { night: '2026-08-13', roomNumber: '101', amountMinor: 100_00 },
    ])
    expect(record?.roomTotalMinor).toBe(200_00)
    expect(record?.folio.map((line) => line.amountMinor).toSorted((a, b) => a - b)).toEqual([
      -50_00, 12_50, 100_00,
    ])
    expect(record?.stay).toMatchObject({ balanceMinor: 62_50, unpostedMinor: 100_00 })
    expect(record?.createdBy).toBe('Ada Clerk')
    expect(record?.history.map((entry) => [entry.action, entry.actorName, entry.terminal])).toEqual([
      ['booking.checkIn', 'Ada Clerk', 'Front desk'],
      ['folio.takePayment', 'Ada Clerk', 'Front desk'],
      ['bookings.update', '', ''],
    ])
  })

  test('of the day alone costs the day', () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { arrival: today, departure: today, rateMinor: 80_00 })
    expect(loadBookingRecord(hotel.db, bookingId, today)).toMatchObject({
      nightly: [],
      roomTotalMinor: 80_00,
    })
  })

  test('that was cut short shows the nights it still has', () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-15', room: '101' })
    hotel.db.prepare(`update bookings set check_out_date = '2026-08-12' where id = ?`).run(bookingId)
    const nights = loadBookingRecord(hotel.db, bookingId, today)?.nightly.map(({ night }) => night)
    expect(nights).toEqual(['2026-08-10', '2026-08-11'])
  })

  test('that nobody knows is null', () => {
    const hotel = aHotel()
    expect(loadBookingRecord(hotel.db, hotel.ids.fresh(), today)).toBeNull()
  })
})
