import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aPayment, aStay } from '../../shared/testing/stay.ts'
import { writeSyncState } from '../store/sync-state.ts'
import { testCalls } from './testing/test-calls.ts'

const today = '2026-08-13'

/** A room held until some time this afternoon; the desk has no line, and its clock goes on a minute with each look. */
function aHold(hotel: TestHotel, room: string, until: string) {
  return aStay(hotel, {
    arrival: today,
    departure: '2026-08-15',
    room,
    status: 'pending',
    booking: { hold_expires_at: `${today}T${until}:00.000Z` },
  })
}

async function aDesk(build: (hotel: TestHotel) => void) {
  const hotel = aHotel()
  build(hotel)
  const calls = testCalls(hotel)
  await calls.signIn()
  const stay = async (bookingId: string) => (await calls.ask('booking.get', { bookingId })).booking
  const free = async () =>
    (await calls.ask('booking.freeRooms', { arrival: today, departure: '2026-08-15' })).rooms.length
  return { hotel, ...calls, stay, free }
}

test('without a line a hold that is over is let go by the desk itself, and the room can be sold at once', async () => {
  let held = ''
  const { stay, free, ask, hotel } = await aDesk((house) => {
    held = aHold(house, '101', '23:00').bookingId
    aHold(house, '102', '14:00')
  })
  expect(await free()).toBe(5)
  expect(await stay(held)).toMatchObject({ status: 'pending', holdExpiresAt: `${today}T23:00:00.000Z` })
  const { arrivals } = await ask('desk.today', {})
  expect(arrivals.rows.map(({ roomNumber, holdExpiresAt }) => [roomNumber, holdExpiresAt])).toEqual([
    ['101', `${today}T23:00:00.000Z`],
  ])
  expect(checkHouse(hotel.db)).toEqual([])
})

test('a desk whose clock runs ahead of the server’s lets go of no hold before its time, and one behind of each in time', async () => {
  const held = { hourLeft: '', over: '' }
  const { stay, hotel } = await aDesk((house) => {
    held.over = aHold(house, '102', '14:00').bookingId
  })
  expect((await stay(held.over)).status).toBe('cancelled')

  const { hotel: ahead, ...desk } = await aDesk((house) => {
    writeSyncState(house.db, 'clock_offset_ms', String(6 * 3_600_000))
    held.over = aHold(house, '102', '14:00').bookingId
  })
  expect((await desk.stay(held.over)).status).toBe('pending')

  const behind = await aDesk((house) => {
    writeSyncState(house.db, 'clock_offset_ms', String(-6 * 3_600_000))
    held.hourLeft = aHold(house, '101', '15:30').bookingId
  })
  expect((await behind.stay(held.hourLeft)).status).toBe('cancelled')
  for (const { db } of [hotel, ahead, behind.hotel]) expect(checkHouse(db)).toEqual([])
})

test('a hold that was paid for is kept, and one that a clerk lets go of is gone', async () => {
  const held = { paid: '', open: '' }
  const { stay, ask, call } = await aDesk((hotel) => {
    held.paid = aHold(hotel, '101', '14:00').bookingId
    aPayment(hotel, held.paid, 50_00)
    held.open = aHold(hotel, '102', '23:00').bookingId
  })
  expect((await stay(held.paid)).status).toBe('pending')
  await ask('booking.releaseHold', { requestId: randomUUID(), bookingId: held.open })
  expect(await stay(held.open)).toMatchObject({ status: 'cancelled', cancellationReason: 'hold_expired' })
  expect(await call('booking.releaseHold', { requestId: randomUUID(), bookingId: held.open })).toMatchObject({
    error: { code: 'stay_status' },
  })
})

test('a hold is prolonged from where it ended, and not once it is firm', async () => {
  let held = ''
  const { stay, ask, call, free } = await aDesk((house) => {
    held = aHold(house, '101', '15:30').bookingId
  })
  const prolong = (holdHours: number) => ({ requestId: randomUUID(), bookingId: held, holdHours })
  expect(await call('booking.prolongHold', prolong(0))).toMatchObject({
    error: { code: 'invalid_input', field: 'holdHours' },
  })
  await ask('booking.prolongHold', prolong(2))
  // the minutes of this desk's clock go on with each call, past the first end of the hold
  for (let minute = 0; minute < 40; minute += 1) await free()
  expect(await stay(held)).toMatchObject({ status: 'pending', holdExpiresAt: `${today}T17:30:00.000Z` })
  await ask('booking.confirm', { requestId: randomUUID(), bookingId: held })
  expect(await call('booking.prolongHold', prolong(2))).toMatchObject({ error: { code: 'stay_status' } })
})

test.for([2, -2])('a desk whose clock is %i days off holds for as long as was said', async (days) => {
  // it is 15:00 by this desk's clock, and these days earlier by the server's
  const serverMs = Date.parse(`${today}T15:00:00.000Z`) - days * 24 * 3_600_000
  let overHeld = ''
  const { ask, hotel } = await aDesk((house) => {
    writeSyncState(house.db, 'clock_offset_ms', String(days * 24 * 3_600_000))
    const over = new Date(serverMs - 3_600_000).toISOString()
    // paid for, it is not let go of although its time is over
    overHeld = aStay(house, {
      arrival: today,
      departure: '2026-08-15',
      room: '101',
      status: 'pending',
      booking: { hold_expires_at: over },
    }).bookingId
    aPayment(house, overHeld, 50_00)
  })
  const hoursFromNow = (until: string | null) => (Date.parse(until ?? '') - serverMs) / 3_600_000
  const { booking } = await ask('booking.create', {
    requestId: randomUUID(),
    arrival: '2026-08-20',
    departure: '2026-08-22',
    adults: 1,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Held', phone: '', email: '', nationality: 'PT' },
    roomTypeId: hotel.typeIds.double,
    source: 'phone',
    holdHours: 24,
  })
  const more = { requestId: randomUUID(), bookingId: booking.bookingId, holdHours: 2 }
  const longer = (await ask('booking.prolongHold', more)).booking
  const anew = { requestId: randomUUID(), bookingId: overHeld, holdHours: 2 }
  const again = (await ask('booking.prolongHold', anew)).booking
  // the clock of the test goes on by a minute with each look
  expect(hoursFromNow(booking.holdExpiresAt)).toBeCloseTo(24, 0)
  expect(hoursFromNow(longer.holdExpiresAt) - hoursFromNow(booking.holdExpiresAt)).toBeCloseTo(2, 9)
  expect(hoursFromNow(again.holdExpiresAt)).toBeCloseTo(2, 0)
})

test('on a group’s release date rooms that nobody was named for are sold again, and no others', async () => {
  const { hotel, ask, stay } = await aDesk(() => {})
  const freeDoubles = async () => {
    const dates = { arrival: '2026-08-14', departure: '2026-08-15' }
    return (await ask('booking.quote', { ...dates, adults: 1 })).types.find(({ code }) => code === 'DBL')
      ?.free
  }
  const { group } = await ask('group.create', {
    requestId: randomUUID(),
    name: 'Choir',
    contact: { kind: 'new', fullName: 'Leo Leader' },
    arrival: '2026-08-14',
    departure: '2026-08-15',
    releaseDate: '2026-08-14',
    rooms: Array.from({ length: 4 }, () => ({ roomTypeId: hotel.typeIds.double })),
  })
  const [named, paid, firm, unnamed] = group.stays.map(({ bookingId }) => bookingId)
  await ask('group.nameGuests', {
    requestId: randomUUID(),
    groupId: group.groupId,
    names: [{ bookingId: named ?? '', guest: { kind: 'new', fullName: 'Ann Alto' } }],
  })
  aPayment(hotel, paid ?? '', 50_00)
  await ask('booking.confirm', { requestId: randomUUID(), bookingId: firm ?? '', guaranteed: true })
  expect((await ask('group.get', { groupId: group.groupId })).group.unnamed).toEqual([unnamed])
  expect(await freeDoubles()).toBe(0)

  hotel.db.prepare(`update business_days set business_date = '2026-08-14'`).run()
  const { groups } = await ask('group.list', { from: '2026-08-14', to: '2026-08-14' })
  expect(groups).toMatchObject([{ rooms: 3, unnamed: 0 }])
  expect(await freeDoubles()).toBe(1)
  expect(await stay(unnamed ?? '')).toMatchObject({
    status: 'cancelled',
    cancellationReason: 'group_released',
  })
  for (const kept of [named, paid, firm]) {
    expect((await stay(kept ?? '')).status).not.toBe('cancelled')
  }
  expect(checkHouse(hotel.db)).toEqual([])
})

test('who waits for a room stands first among the arrivals', async () => {
  const { ask } = await aDesk((hotel) => {
    aStay(hotel, { arrival: today, departure: '2026-08-15', guestName: 'Ann Expected' })
    aStay(hotel, {
      arrival: today,
      departure: '2026-08-15',
      room: '103',
      guestName: 'Zoe Waiting',
      booking: { queued_at: `${today}T11:00:00.000Z` },
    })
  })
  const { arrivals } = await ask('desk.today', {})
  expect(arrivals.rows.map(({ guestName, queuedAt }) => [guestName, queuedAt])).toEqual([
    ['Zoe Waiting', `${today}T11:00:00.000Z`],
    ['Ann Expected', null],
  ])
})
