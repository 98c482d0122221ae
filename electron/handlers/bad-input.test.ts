import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

async function aDesk() {
  const hotel = aHotel()
  const calls = testCalls(hotel)
  await calls.signIn()
  const sale = {
    requestId: hotel.ids.fresh(),
    arrival: '2026-08-13',
    departure: '2026-08-15',
    adults: 2,
    guest: { kind: 'new' as const, fullName: 'Ada Byron' },
    roomTypeId: hotel.typeIds.double,
    source: 'phone' as const,
  }
  const book = (change: object) => calls.call('booking.create', { ...sale, ...change })
  const count = (table: 'bookings' | 'customers') =>
    hotel.db.prepare<[], { n: number }>(`select count(*) as n from ${table}`).get()?.n
  return { ...calls, hotel, sale, book, count }
}

describe('what makes no sense is refused by name, and leaves nothing behind', () => {
  test.each([
    ['dates the wrong way round', { departure: '2026-08-10' }, { code: 'invalid_input', field: 'departure' }],
    ['an arrival in the past', { arrival: '2026-08-12' }, { code: 'arrival_in_past' }],
    ['five hundred nights', { departure: '2027-12-26' }, { code: 'stay_too_long' }],
    ['a day that there is not', { departure: '2026-02-31' }, { code: 'invalid_input', field: 'departure' }],
    ['nobody at all', { adults: 0 }, { code: 'invalid_input', field: 'adults' }],
    ['half a guest', { adults: 1.5 }, { code: 'invalid_input', field: 'adults' }],
    ['more than the room sleeps', { adults: 9 }, { code: 'too_many_guests' }],
    [
      'a name of ten thousand letters',
      { guest: { kind: 'new', fullName: 'x'.repeat(10_000) } },
      { code: 'invalid_input', field: 'guest.fullName' },
    ],
    [
      'a name of nothing',
      { guest: { kind: 'new', fullName: '   ' } },
      { code: 'invalid_input', field: 'guest.fullName' },
    ],
    ['half of an emoji', { guest: { kind: 'new', fullName: 'Ada \uD83D' } }, { code: 'invalid_input' }],
    ['a price below nothing', { rateMinor: -1 }, { code: 'invalid_input', field: 'rateMinor' }],
  ])('%s', async (_, change, error) => {
    const { book, count, bugs } = await aDesk()
    expect(await book(change)).toMatchObject({ ok: false, error })
    expect([count('bookings'), count('customers')]).toEqual([0, 0])
    expect(bugs).toEqual([])
  })

  test('a room that is out of order on one of the nights', async () => {
    const { book, call, hotel, count } = await aDesk()
    await call('room.block', {
      requestId: hotel.ids.fresh(),
      roomId: hotel.room('101'),
      kind: 'out_of_order',
      from: '2026-08-14',
      to: '2026-08-16',
      reason: 'Water',
    })
    const refused = await book({ roomId: hotel.room('101') })
    expect(refused).toMatchObject({ error: { code: 'room_not_available' } })
    expect(count('bookings')).toBe(0)
    expect(await book({ departure: '2026-08-14', roomId: hotel.room('101') })).toMatchObject({ ok: true })
  })
})

test.each(['אברהם בן־דוד', 'محمد علي', '👩‍👩‍👧 Família', 'Zoë Łukasz O’Brien-Sá', '李小龍'])(
  'the name %s is kept as it is written, and found again',
  async (fullName) => {
    const { book, ask } = await aDesk()
    const made = await book({ guest: { kind: 'new', fullName } })
    expect(made).toMatchObject({ ok: true, value: { booking: { guest: { fullName } } } })
    const { guests } = await ask('guest.find', { text: fullName.slice(0, 8) })
    expect(guests).toMatchObject([{ fullName }])
  },
)

test('a double click, or the same form sent from a second window, is done once and answered twice', async () => {
  const { book, count, committed } = await aDesk()
  const [one, two] = await Promise.all([book({}), book({})])
  expect(one).toMatchObject({ ok: true })
  expect(two).toEqual(one)
  expect([count('bookings'), count('customers'), committed()]).toEqual([1, 1, 1])
  expect(await book({ adults: 1 })).toMatchObject({ error: { code: 'invalid_input', field: 'requestId' } })
})

test('two windows that sell one room: one has it, the other is told, and its form may go on with another', async () => {
  const { book, hotel, count } = await aDesk()
  const roomId = hotel.room('101')
  expect(await book({ roomId })).toMatchObject({ ok: true })
  const requestId = hotel.ids.fresh()
  expect(await book({ requestId, roomId })).toMatchObject({ error: { code: 'room_not_available' } })
  expect(await book({ requestId, roomId: hotel.room('102') })).toMatchObject({ ok: true })
  expect(count('bookings')).toBe(2)
})

describe('somebody who is not wanted', () => {
  test('is known by telephone whatever name they give, and at a walk-in too', async () => {
    const { book, call, hotel } = await aDesk()
    aGuest(hotel, { full_name: 'Bernd Barred', phone: '+351 912 345 678', blacklisted: 1 })
    const guest = { kind: 'new', fullName: 'Somebody Else', phone: '912345678' }
    expect(await book({ guest: { ...guest, phone: '351912345678' } })).toMatchObject({
      error: { code: 'guest_blacklisted' },
    })
    expect(
      await call('booking.walkIn', {
        requestId: hotel.ids.fresh(),
        departure: '2026-08-14',
        adults: 1,
        guest: { ...guest, phone: '+351 912345678' },
        roomId: hotel.room('101'),
      }),
    ).toMatchObject({ error: { code: 'guest_blacklisted' } })
  })

  test('is not let in as company either', async () => {
    const { call, hotel } = await aDesk()
    const barred = aGuest(hotel, { full_name: 'Bernd Barred', blacklisted: 1 })
    const { bookingId } = aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', room: '101' })
    hotel.add('booking_guests', {
      id: hotel.ids.fresh(),
      booking_id: bookingId,
      customer_id: barred,
      full_name: 'Bernd Barred',
      is_child: 0,
    })
    expect(await call('booking.checkIn', { requestId: hotel.ids.fresh(), bookingId })).toMatchObject({
      error: { code: 'check_in_blocked', data: { blockers: ['guest_blacklisted'] } },
    })
  })
})
