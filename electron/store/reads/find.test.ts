import { describe, expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aGuest, aStay } from '../../../shared/testing/stay.ts'
import { find } from './find.ts'
import { findGuests } from './guests.ts'

const today = '2026-08-13'
const titles = (hotel: TestHotel, text: string): readonly string[] =>
  find(hotel.db, text, 12, today).map((hit) => hit.title)

describe('finding', () => {
  test('finds a guest by any part of name, mail, telephone, company or code, however it is written', () => {
    const hotel = aHotel()
    const guestId = aGuest(hotel, {
      full_name: 'Zoë Müller-Łukasz',
      email: 'zoe@example.test',
      phone: '+41 (0)81 234 56 78',
      company_name: 'Bergbahnen AG',
      customer_code: 'GA00042',
    })
    aStay(hotel, { guestId, arrival: '2026-01-01', departure: '2026-01-03' })
    aStay(hotel, { guestName: 'Somebody Else', arrival: today, departure: '2026-08-14' })
    const ways = [
      'müll',
      'MULLER',
      'ukas',
      'zoe muller',
      'muller zoe',
      'example.t',
      '234 56',
      '081-234',
      '5678',
      'bergb',
      'a00042',
      'zo',
      'Z',
    ]
    for (const way of ways) expect([way, titles(hotel, way)]).toEqual([way, ['Zoë Müller-Łukasz']])
    aStay(hotel, { guestId, arrival: today, departure: '2026-08-15' })
    for (const way of [...ways, 'lu', 'ag'])
      expect([way, titles(hotel, way)]).toEqual([way, ['Zoë Müller-Łukasz']])
    for (const way of ['llum', 'zoe else', 'xyz', '"', '%', '*', '99999', '   ']) {
      expect([way, titles(hotel, way)]).toEqual([way, []])
    }
  })

  test('puts who is here before who comes, and both before who was', () => {
    const hotel = aHotel()
    aStay(hotel, {
      guestName: 'Ann Past',
      arrival: '2026-01-01',
      departure: '2026-01-02',
      status: 'checked_out',
      room: '102',
    })
    aStay(hotel, { guestName: 'Ann Coming', arrival: '2026-08-15', departure: '2026-08-16' })
    aStay(hotel, {
      guestName: 'Ann Here',
      arrival: '2026-08-12',
      departure: '2026-08-16',
      room: '101',
      status: 'checked_in',
    })
    aStay(hotel, { guestName: 'Ann Far', arrival: '2026-12-01', departure: '2026-12-02' })
    for (const text of ['ann', 'an']) {
      expect(titles(hotel, text).slice(0, 2)).toEqual(['Ann Here', 'Ann Coming'])
      expect(titles(hotel, text).toSorted()).toEqual(['Ann Coming', 'Ann Far', 'Ann Here', 'Ann Past'])
    }
  })

  test('opens the stay in house, else the next, else the last', () => {
    const hotel = aHotel()
    const guestId = aGuest(hotel, { full_name: 'Grace Hopper' })
    const opened = (): string | null | undefined => find(hotel.db, 'hopper', 1, today)[0]?.bookingId
    expect(opened()).toBeNull()
    const past = aStay(hotel, {
      guestId,
      arrival: '2026-01-01',
      departure: '2026-01-02',
      status: 'checked_out',
      room: '102',
    })
    aStay(hotel, {
      guestId,
      arrival: '2025-01-01',
      departure: '2025-01-02',
      status: 'checked_out',
      room: '102',
    })
    expect(opened()).toBe(past.bookingId)
    const far = aStay(hotel, { guestId, arrival: '2026-12-01', departure: '2026-12-02' })
    expect(opened()).toBe(far.bookingId)
    const next = aStay(hotel, { guestId, arrival: '2026-10-01', departure: '2026-10-02' })
    expect(opened()).toBe(next.bookingId)
    aStay(hotel, { guestId, arrival: '2026-09-01', departure: '2026-09-02', status: 'cancelled' })
    expect(opened()).toBe(next.bookingId)
    const here = aStay(hotel, {
      guestId,
      arrival: '2026-08-12',
      departure: '2026-08-16',
      room: '101',
      status: 'checked_in',
    })
    expect(opened()).toBe(here.bookingId)
  })

  test('finds a booking by its code, and by a part of it', () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { code: 'A00042-K', arrival: '2026-12-01', departure: '2026-12-02' })
    for (const text of ['A00042-K', 'a00042', 'a0004', '042-k']) {
      expect(find(hotel.db, text, 12, today).map((hit) => [hit.kind, hit.id])).toEqual([
        ['booking', bookingId],
      ])
    }
  })

  test('finds a stay around today by company, notes and amounts, and says by what', () => {
    const hotel = aHotel()
    const stay = aStay(hotel, {
      guestName: 'Grace Hopper',
      arrival: today,
      departure: '2026-08-14',
      booking: { special_requests: 'Bébé cot, please' },
    })
    aCharge(hotel, stay.bookingId, 173_40)
    hotel.add('booking_guests', {
      id: hotel.ids.fresh(),
      booking_id: stay.bookingId,
      full_name: 'Ines Companion',
    })
    const far = aStay(hotel, {
      arrival: '2027-01-01',
      departure: '2027-01-02',
      booking: { internal_notes: 'cot' },
    })
    const found = (text: string) =>
      find(hotel.db, text, 12, today).map((hit) => [hit.bookingId, hit.mention?.by])
    expect(found('ines compa')).toEqual([[stay.bookingId, 'companion']])
    expect(found('bebe cot')).toEqual([[stay.bookingId, 'note']])
    expect(found('173.40')).toEqual([[stay.bookingId, 'amount']])
    expect(found('173,40')).toEqual([[stay.bookingId, 'amount']])
    expect(found('cot')).not.toContainEqual([far.bookingId, 'note'])
    expect(found('17.34')).toEqual([])
  })

  test('finds a room by its number, with who is in it or comes today', () => {
    const hotel = aHotel()
    const stay = aStay(hotel, {
      guestName: 'Grace Hopper',
      arrival: today,
      departure: '2026-08-14',
      room: '101',
    })
    const [room, ...others] = find(hotel.db, '10', 12, today)
    expect(room).toMatchObject({
      kind: 'room',
      title: '101',
      subtitle: 'Double · Grace Hopper',
      bookingId: stay.bookingId,
    })
    expect(others.map((hit) => [hit.title, hit.bookingId])).toEqual([
      ['102', null],
      ['103', null],
      ['104', null],
    ])
  })

  test('follows a guest when name or telephone change, and when a row comes or goes', () => {
    const hotel = aHotel()
    const guestId = aGuest(hotel, { full_name: 'Grace Murray' })
    const change = hotel.db.prepare('update customers set full_name = ?, phone = ? where id = ?')
    change.run('Grace Hopper', '555 0199', guestId)
    expect([titles(hotel, 'murray'), titles(hotel, 'hopper'), titles(hotel, '5550199')]).toEqual([
      [],
      ['Grace Hopper'],
      ['Grace Hopper'],
    ])
    hotel.db.prepare('delete from customers where id = ?').run(guestId)
    expect(titles(hotel, 'hopper')).toEqual([])
  })

  test('shows a guest that was merged as the one it became, once', () => {
    const hotel = aHotel()
    const kept = aGuest(hotel, { full_name: 'Grace Hopper' })
    aGuest(hotel, { full_name: 'G. Hopper', merged_into: kept })
    expect(find(hotel.db, 'hopper', 12, today).map((hit) => [hit.id, hit.title])).toEqual([
      [kept, 'Grace Hopper'],
    ])
    expect(findGuests(hotel.db, 'hopper', 12).map((guest) => guest.guestId)).toEqual([kept])
  })

  test('gives no more than were asked for', () => {
    const hotel = aHotel()
    for (let count = 0; count < 30; count += 1) aGuest(hotel, { full_name: `Ann ${count}` })
    expect(find(hotel.db, 'ann', 5, today)).toHaveLength(5)
    expect(findGuests(hotel.db, 'ann', 5)).toHaveLength(5)
  })
})
