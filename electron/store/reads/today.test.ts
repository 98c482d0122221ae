import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calls } from '../../../shared/contract/index.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { bookingStatuses } from '../../../shared/domain/stay/status.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aPayment, aStay } from '../../../shared/testing/stay.ts'
import { loadBooking } from '../loads/booking.ts'
import { loadPayable } from '../loads/folio.ts'
import { loadBookingRecord } from './booking.ts'
import { loadToday, type Queue } from './today.ts'

const today = '2026-08-13'
const tomorrow = '2026-08-14'
const codes = (queue: Queue): readonly string[] => queue.rows.map((stay) => stay.code)

describe('the work of the day', () => {
  test('has every stay in the queues where somebody has to do something about it', () => {
    const hotel = aHotel()
    aStay(hotel, { code: 'DUE-IN', arrival: today, departure: '2026-08-15', room: '101' })
    aStay(hotel, { code: 'LATE', arrival: '2026-08-12', departure: '2026-08-15', room: '102' })
    aStay(hotel, { code: 'DAY-USE', arrival: today, departure: today })
    aStay(hotel, { code: 'TOMORROW', arrival: tomorrow, departure: '2026-08-15' })
    aStay(hotel, { code: 'NEXT-WEEK', arrival: '2026-08-20', departure: '2026-08-22' })
    aStay(hotel, { code: 'NEVER-CAME', arrival: '2026-08-10', departure: '2026-08-12' })
    aStay(hotel, { code: 'CANCELLED', arrival: today, departure: tomorrow, status: 'cancelled' })
    aStay(hotel, {
      code: 'STAYS',
      arrival: '2026-08-12',
      departure: tomorrow,
      room: '103',
      status: 'checked_in',
    })
    aStay(hotel, { code: 'CAME', arrival: today, departure: tomorrow, room: '104', status: 'checked_in' })
    aStay(hotel, {
      code: 'DUE-OUT',
      arrival: '2026-08-10',
      departure: today,
      room: '201',
      status: 'checked_in',
    })
    aStay(hotel, {
      code: 'OVERDUE',
      arrival: '2026-08-10',
      departure: '2026-08-12',
      room: '202',
      status: 'checked_in',
    })
    aStay(hotel, {
      code: 'LEFT',
      arrival: '2026-08-10',
      departure: today,
      room: '104',
      status: 'checked_out',
    })

    const { businessDate, arrivals, departures, inHouse, unassigned } = loadToday(hotel.db, today)
    expect(businessDate).toBe(today)
    expect([codes(arrivals), arrivals.remaining, arrivals.done]).toEqual([
      ['DAY-USE', 'DUE-IN', 'LATE'],
      3,
      1,
    ])
    expect([codes(departures), departures.remaining, departures.done]).toEqual([['OVERDUE', 'DUE-OUT'], 2, 1])
    expect([codes(inHouse), inHouse.done]).toEqual([['STAYS', 'CAME', 'DUE-OUT', 'OVERDUE'], 0])
    expect([codes(unassigned), unassigned.remaining, unassigned.done]).toEqual([
      ['DAY-USE', 'TOMORROW'],
      2,
      2,
    ])
  })

  test('is said in the contract’s words', () => {
    const hotel = aHotel()
    aStay(hotel, { arrival: today, departure: tomorrow, room: '101' })
    aStay(hotel, { arrival: today, departure: tomorrow })
    const reply = calls['desk.today'].output.parse(loadToday(hotel.db, today))
    expect(reply.arrivals.rows).toHaveLength(2)
  })

  test('says of each stay what is next, after what the guest owes and what the room is like', () => {
    const hotel = aHotel()
    hotel.db.prepare(`update rooms set housekeeping_status = 'dirty' where id = ?`).run(hotel.room('102'))
    hotel.add('room_blocks', {
      id: hotel.ids.fresh(),
      room_id: hotel.room('201'),
      kind: 'out_of_order',
      starts_on: tomorrow,
      ends_on: '2026-08-20',
      reason: 'Leak',
    })
    aStay(hotel, { code: 'READY', arrival: today, departure: '2026-08-15', room: '101' })
    aStay(hotel, { code: 'DIRTY', arrival: today, departure: '2026-08-15', room: '102' })
    aStay(hotel, { code: 'WAITS', arrival: today, departure: '2026-08-15', room: '103' })
    aStay(hotel, { code: 'BLOCKED', arrival: today, departure: '2026-08-15', room: '201' })
    aStay(hotel, { code: 'NO-ROOM', arrival: today, departure: '2026-08-15' })
    const leaves = aStay(hotel, {
      code: 'LEAVES',
      arrival: '2026-08-12',
      departure: today,
      room: '103',
      status: 'checked_in',
      nightsPosted: 1,
    })
    aStay(hotel, { code: 'OWES', arrival: '2026-08-12', departure: today, room: '104', status: 'checked_in' })
    aPayment(hotel, leaves.bookingId, 100_00)

    const { arrivals, departures } = loadToday(hotel.db, today)
    const steps = [...arrivals.rows, ...departures.rows].map((stay) => [stay.code, stay.nextStep])
    expect(steps).toEqual([
      ['BLOCKED', 'assign'],
      ['NO-ROOM', 'assign'],
      ['DIRTY', 'clean'],
      ['WAITS', 'none'],
      ['READY', 'check_in'],
      ['OWES', 'collect'],
      ['LEAVES', 'check_out'],
    ])
    expect(arrivals.rows.find((stay) => stay.code === 'WAITS')?.room).toEqual({
      housekeeping: 'clean',
      occupied: true,
      blocked: false,
    })
  })

  test('marks what is not yet on the server, and what the server refused', () => {
    const hotel = aHotel()
    const sent = aStay(hotel, { code: 'SENT', arrival: today, departure: tomorrow, room: '101' })
    const pending = aStay(hotel, { code: 'PENDING', arrival: today, departure: tomorrow, room: '102' })
    const parked = aStay(hotel, { code: 'PARKED', arrival: today, departure: tomorrow, room: '103' })
    const settled = aStay(hotel, { code: 'SETTLED', arrival: today, departure: tomorrow, room: '104' })
    const op = hotel.db.prepare(
      `insert into outbox (seq, op_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
         monotonic_ms, offline, schema_version, writes, body, prev_hash, hash, state, status, settled_at)
       values (?, ?, 'booking.checkIn', '{}', '', ?, '', '', ?, '', 1, 1, 2, '[]', '', '', '', ?, ?, ?)`,
    )
    op.run(1, '1', sent.bookingId, today, 'acked', 'applied', null)
    op.run(2, '2', pending.bookingId, today, 'pending', null, null)
    op.run(3, '3', parked.bookingId, today, 'acked', 'parked', null)
    op.run(4, '4', settled.bookingId, today, 'acked', 'conflict', '2026-08-13T10:00:00.000Z')
    const marks = loadToday(hotel.db, today).arrivals.rows.map((stay) => [
      stay.code,
      stay.unsent,
      stay.needsAttention,
    ])
    expect(marks.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['PARKED', false, true],
      ['PENDING', true, false],
      ['SENT', false, false],
      ['SETTLED', false, false],
    ])
  })
})

test('what a stay still costs is what the rule says, asked of one stay or of many at once', () => {
  const stays = fc.record({
    status: fc.constantFrom(...bookingStatuses),
    length: fc.nat(4),
    nightsPosted: fc.nat(4),
    cutTo: fc.nat(4),
    dayUsePosted: fc.boolean(),
    chargesMinor: fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(stays, ({ status, length, nightsPosted, cutTo, dayUsePosted, chargesMinor }) => {
      const hotel = aHotel()
      const { bookingId } = aStay(hotel, {
        arrival: today,
        departure: addDays(today, length),
        room: '101',
        status,
        nightsPosted: Math.min(length, nightsPosted),
      })
      for (const amountMinor of chargesMinor) aCharge(hotel, bookingId, amountMinor)
      if (dayUsePosted) postDay(hotel, bookingId)
      const departure = addDays(today, Math.min(length, cutTo))
      hotel.db.prepare('update bookings set check_out_date = ? where id = ?').run(departure, bookingId)
      const booking = loadBooking(hotel.db, bookingId)
      if (booking === undefined) throw new Error('the booking is there')
      for (const day of [today, addDays(today, 2), addDays(today, 6)]) {
        const payable = loadPayable(hotel.db, booking, day)
        const record = loadBookingRecord(hotel.db, bookingId, day)
        expect(record?.stay.unpostedMinor).toBe(payable.unpostedMinor)
        expect(record?.stay.balanceMinor).toBe(payable.balanceMinor)
        expect(record?.folio.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(payable.balanceMinor)
      }
      hotel.db.close()
    }),
    { numRuns: 40 },
  )
})

function postDay(hotel: ReturnType<typeof aHotel>, bookingId: string): void {
  hotel.add('transactions', {
    id: hotel.ids.fresh(),
    booking_id: bookingId,
    type: 'room_charge',
    description: 'Day use',
    business_date: today,
    amount: 80_00,
  })
}
