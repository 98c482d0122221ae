import { describe, expect, test } from 'vitest'
import { mentionKinds } from '../../../shared/domain/desk/mention.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aGuest, aPayment, aStay } from '../../../shared/testing/stay.ts'
import { createMirrorIndexes } from '../mirror-indexes.ts'
import { find as findIn, type FindWish } from './find.ts'
import { findGuests } from './guests.ts'

const today = '2026-08-13'
const everything: FindWish['kinds'] = new Set(mentionKinds)
const find = (db: TestHotel['db'], text: string, limit: number, businessDate: string, kinds = everything) =>
  findIn(db, { text, limit, businessDate, kinds })
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
    expect(found('bebe cot')).toEqual([[stay.bookingId, 'wish']])
    expect(found('173.40')).toEqual([[stay.bookingId, 'balance']])
    expect(found('173,40')).toEqual([[stay.bookingId, 'balance']])
    // what is near comes first
    expect(found('cot')).toEqual([
      [stay.bookingId, 'wish'],
      [far.bookingId, 'wish'],
    ])
    expect(found('hopper cot')).toEqual([[stay.bookingId, 'wish']])
    expect(found('17.34')).toEqual([])
  })

  test('finds an amount that was charged, paid or is open, of any year, and by whom', () => {
    const hotel = aHotel()
    const past = {
      arrival: '2024-03-01',
      departure: '2024-03-04',
      status: 'checked_out',
      room: '101',
    } as const
    const even = aStay(hotel, { ...past, guestName: 'Grace Hopper' })
    aCharge(hotel, even.bookingId, 173_40)
    aPayment(hotel, even.bookingId, 173_40)
    const owing = aStay(hotel, { ...past, room: '102', guestName: 'Ada Byron' })
    aCharge(hotel, owing.bookingId, 1_173_40)
    aPayment(hotel, owing.bookingId, 1_000_00)
    const found = (text: string) =>
      find(hotel.db, text, 12, today).map(({ title, mention }) => [title, mention?.by, mention?.amountMinor])
    for (const text of ['173.40', '173,40', '€173.40']) {
      expect([text, found(text)]).toEqual([
        text,
        [
          ['Ada Byron', 'balance', 173_40],
          ['Grace Hopper', 'charge', 173_40],
        ],
      ])
    }
    for (const text of ['paid 173.40', 'pago 173,40', '173.40 paid', 'hopper paid 173.40']) {
      expect([text, found(text)]).toEqual([text, [['Grace Hopper', 'paid', -173_40]]])
    }
    for (const text of ['owes 173.40', 'saldo 173,40', 'byron 173.40']) {
      expect([text, found(text)]).toEqual([text, [['Ada Byron', 'balance', 173_40]]])
    }
    for (const text of ['1173.40', '1,173.40', '1.173,40'])
      expect([text, found(text)]).toEqual([text, [['Ada Byron', 'charge', 1_173_40]]])
    expect(found('paid 1000')).toEqual([['Ada Byron', 'paid', -1_000_00]])
    expect(found('1000')).toEqual([])
    expect(found('byron paid 173.40')).toEqual([])
    // what was open is open no more
    aPayment(hotel, owing.bookingId, 173_40)
    expect(found('owes 173.40')).toEqual([])
  })

  test('finds notes, plates, papers, groups and companions of any year', () => {
    const hotel = aHotel()
    const { db, ids, userId: created_by, businessDate } = hotel
    const guestId = aGuest(hotel, { full_name: 'Grace Hopper', preferences: '{"pillow":"feather"}' })
    const groupId = ids.fresh()
    hotel.add('booking_groups', { id: groupId, group_code: 'GRP7', name: 'Chess Club' })
    const { bookingId } = aStay(hotel, {
      guestId,
      arrival: '2024-03-01',
      departure: '2024-03-04',
      status: 'checked_out',
      room: '101',
      booking: { internal_notes: 'Car AB-12-CD in the yard', booking_group_id: groupId },
    })
    hotel.add('booking_guests', { id: ids.fresh(), booking_id: bookingId, full_name: 'Ines Companion' })
    const note = { kind: 'task', created_by, done_at: '2024-03-02T10:00:00.000Z', done_by: created_by }
    hotel.add('desk_notes', { ...note, id: ids.fresh(), booking_id: bookingId, body: 'Lost her umbrella' })
    hotel.add('desk_notes', { ...note, id: ids.fresh(), body: 'The lift squeaks' })
    const invoice = {
      booking_id: bookingId,
      customer_id: guestId,
      status: 'paid',
      issue_date: '2024-03-04',
    } as const
    hotel.add('invoices', { ...invoice, id: ids.fresh(), invoice_number: 'A-2024-000123' })
    aPayment(hotel, bookingId, 5_00, { payment_code: 'P-A00042-K', transaction_reference: 'SLIP 998877' })
    db.prepare(`update rooms set maintenance_notes = 'Tap drips' where id = ?`).run(hotel.room('103'))
    hotel.add('waitlist_entries', {
      id: ids.fresh(),
      customer_id: aGuest(hotel, { full_name: 'Wanda Waits' }),
      arrival: businessDate,
      departure: '2026-08-15',
      notes: 'wants a balcony',
    })
    const found = (text: string) =>
      find(db, text, 12, today).map(({ kind, title, mention }) => [kind, title, mention?.by])
    const stay = (by: string) => [['booking', 'Grace Hopper', by]]
    expect(found('umbrel')).toEqual(stay('note'))
    for (const plate of ['ab-12-cd', 'AB12CD', 'ab 12 cd'])
      expect([plate, found(plate)]).toEqual([plate, stay('wish')])
    expect(found('ines')).toEqual(stay('companion'))
    for (const number of ['A-2024-000123', '2024-0001', '000123'])
      expect([number, found(number)]).toEqual([number, stay('invoice')])
    expect(found('998877')).toEqual(stay('payment'))
    expect(found('p-a00042')).toEqual(stay('payment'))
    expect(found('chess')).toEqual([['group', 'Chess Club', undefined]])
    expect(found('grp7')).toEqual([['group', 'Chess Club', undefined]])
    expect(found('squeak')).toEqual([['note', 'The lift squeaks', undefined]])
    expect(found('feather')).toEqual([['guest', 'Grace Hopper', 'likes']])
    expect(found('balcony')).toEqual([['waiting', 'Wanda Waits', 'waiting']])
    expect(found('drips')).toEqual([['room', '103', 'note']])
    db.prepare(`update desk_notes set body = 'Found it' where booking_id = ?`).run(bookingId)
    db.prepare(`update booking_guests set removed_at = '2024-03-02T10:00:00.000Z'`).run()
    expect([found('umbrel'), found('ines'), found('found it')]).toEqual([[], [], stay('note')])
  })

  test('whoever may not read notes, company or why somebody is unwanted does not find by them', () => {
    const hotel = aHotel()
    aGuest(hotel, { full_name: 'Un Wanted', blacklisted: 1, blacklist_reason: 'broke a window' })
    const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-14' })
    const { ids, userId: created_by } = hotel
    hotel.add('desk_notes', {
      id: ids.fresh(),
      kind: 'message',
      booking_id: bookingId,
      body: 'Window seat',
      created_by,
    })
    const found = (kinds: FindWish['kinds']) =>
      find(hotel.db, 'window', 12, today, kinds).map(({ mention }) => mention?.by)
    expect(found(everything)).toEqual(['note', 'unwanted'])
    expect(found(new Set(['note']))).toEqual(['note'])
    expect(found(new Set(['wish']))).toEqual([])
  })

  test('nobody who was anonymised is found by the old name or by what was noted, and comes back if that is undone', () => {
    const hotel = aHotel()
    const { db } = hotel
    const { guestId, bookingId } = aStay(hotel, {
      guestName: 'Grace Hopper',
      arrival: '2024-03-01',
      departure: '2024-03-04',
      status: 'checked_out',
      room: '101',
      booking: { internal_notes: 'allergic to peanuts' },
    })
    const note = { kind: 'message', booking_id: bookingId, body: 'Call Mr Hopper', created_by: hotel.userId }
    hotel.add('desk_notes', { ...note, id: hotel.ids.fresh() })
    const found = () => ['hopper', 'peanuts', 'call mr'].map((text) => find(db, text, 12, today).length)
    expect(found()).toEqual([1, 1, 1])
    const forget = db.prepare('update customers set full_name = ?, anonymised_at = ? where id = ?')
    forget.run('Anonymous', '2026-08-13T10:00:00.000Z', guestId)
    expect(found()).toEqual([0, 0, 0])
    const late = { ...note, id: hotel.ids.fresh(), body: 'Hopper again' }
    hotel.add('desk_notes', late)
    expect(found()).toEqual([0, 0, 0])
    createMirrorIndexes(db)
    expect(found()).toEqual([0, 0, 0])
    forget.run('Grace Hopper', null, guestId)
    expect(found()).toEqual([1, 1, 1])
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
