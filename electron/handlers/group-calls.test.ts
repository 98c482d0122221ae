import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CallInput } from '../../shared/contract/index.ts'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aPayment, aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

const today = '2026-08-13'

async function aDesk(build: (hotel: TestHotel) => void = () => {}) {
  const hotel = aHotel()
  build(hotel)
  const calls = testCalls(hotel)
  await calls.signIn()
  return { hotel, ...calls, requestId: () => randomUUID() }
}

const someone = (fullName: string) => ({ kind: 'new', fullName, nationality: 'PT' }) as const

function aParty(hotel: TestHotel, more: Partial<CallInput<'group.create'>> = {}): CallInput<'group.create'> {
  const { double, suite } = hotel.typeIds
  return {
    requestId: randomUUID(),
    name: 'Wedding',
    contact: someone('Ada Byron'),
    arrival: today,
    departure: '2026-08-15',
    rooms: [
      { roomTypeId: double, roomId: hotel.room('101'), guest: someone('Bob') },
      { roomTypeId: double, guest: someone('Cy') },
      { roomTypeId: suite },
    ],
    ...more,
  }
}

describe('a group', () => {
  test('gets all its rooms in one step, each with a number of its own', async () => {
    const { hotel, ask } = await aDesk()
    const { group } = await ask('group.create', aParty(hotel))
    expect(group).toMatchObject({ name: 'Wedding', contactName: 'Ada Byron' })
    expect(group.stays.map((stay) => [stay.guestName, stay.roomTypeCode, stay.roomNumber])).toEqual([
      ['Ada Byron', 'SUI', null],
      ['Cy', 'DBL', null],
      ['Bob', 'DBL', '101'],
    ])
    expect(new Set(group.stays.map(({ code }) => code)).size).toBe(3)
    expect(checkHouse(hotel.db)).toEqual([])
    const { groups } = await ask('group.list', { from: today, to: today })
    expect(groups).toMatchObject([{ groupId: group.groupId, rooms: 3, departure: '2026-08-15' }])
    const changed = await ask('group.update', {
      requestId: randomUUID(),
      groupId: group.groupId,
      name: 'Byron wedding',
      releaseDate: '2026-08-14',
    })
    expect(changed.group).toMatchObject({ name: 'Byron wedding', releaseDate: '2026-08-14' })
  })

  test('gets none when one of them cannot be had', async () => {
    const { hotel, call } = await aDesk()
    const rooms = Array.from({ length: 5 }, () => ({ roomTypeId: hotel.typeIds.double }))
    expect(await call('group.create', aParty(hotel, { rooms }))).toMatchObject({
      error: { code: 'no_room_of_type' },
    })
    const twice = { roomTypeId: hotel.typeIds.double, roomId: hotel.room('101') }
    expect(await call('group.create', aParty(hotel, { rooms: [twice, twice] }))).toMatchObject({
      error: { code: 'room_not_available' },
    })
    expect(hotel.db.prepare('select count(*) from bookings').pluck().get()).toBe(0)
  })

  test('is let in row by row: who cannot be keeps nobody else waiting', async () => {
    const { hotel, ask, requestId } = await aDesk()
    const { group } = await ask('group.create', aParty(hotel))
    const input = { requestId: requestId(), groupId: group.groupId }
    const first = await ask('group.checkIn', input)
    expect(first.results.map(({ ok, code, blockers }) => [ok, code, blockers])).toEqual([
      [false, 'check_in_blocked', ['no_room']],
      [false, 'check_in_blocked', ['no_room']],
      [true, null, []],
    ])
    expect(first.group.stays.map(({ status }) => status)).toEqual(['confirmed', 'confirmed', 'checked_in'])
    // the same click again lets nobody in twice
    const again = await ask('group.checkIn', input)
    expect(again.group.stays.filter(({ status }) => status === 'checked_in')).toHaveLength(1)
  })
})

test('a rooming list is named at once, with guests known and new, and its rooms are left row by row', async () => {
  const { hotel, ask, call, requestId } = await aDesk()
  const known = aGuest(hotel, { full_name: 'Known Kate' })
  const barred = aGuest(hotel, { full_name: 'Barred Bo', blacklisted: 1 })
  const { group } = await ask(
    'group.create',
    aParty(hotel, {
      rooms: [
        { roomTypeId: hotel.typeIds.double, roomId: hotel.room('101') },
        { roomTypeId: hotel.typeIds.double, roomId: hotel.room('102') },
      ],
    }),
  )
  const [first, second] = group.stays.map(({ bookingId }) => bookingId)
  const name = (guests: readonly CallInput<'group.nameGuests'>['names'][number]['guest'][]) =>
    call('group.nameGuests', {
      requestId: requestId(),
      groupId: group.groupId,
      names: guests.map((guest, index) => ({ bookingId: (index === 0 ? first : second) ?? '', guest })),
    })
  const someoneKnown = (guestId: string) => ({ kind: 'known', guestId }) as const
  expect(await name([someone('New Nora'), someoneKnown(barred)])).toMatchObject({
    error: { code: 'guest_blacklisted', field: 'names.1.guest' },
  })
  expect(await name([someone('New Nora'), someoneKnown(known)])).toMatchObject({
    value: { group: { stays: [{ guestName: 'New Nora' }, { guestName: 'Known Kate' }] } },
  })
  await ask('group.checkIn', { requestId: requestId(), groupId: group.groupId })
  expect(await name([someone('Too Late')])).toMatchObject({ error: { code: 'stay_status' } })
  const leave = async () => {
    const input = { requestId: requestId(), groupId: group.groupId, bookingIds: [first ?? '', second ?? ''] }
    return (await ask('group.checkOut', input)).results.map(({ ok, code }) => [ok, code])
  }
  aPayment(hotel, first ?? '', 100_00)
  // the night is paid for one room; who owes keeps nobody else
  expect(await leave()).toEqual([
    [true, null],
    [false, 'balance_open'],
  ])
  expect((await ask('group.checkOut', { requestId: requestId(), groupId: group.groupId })).results).toEqual(
    [],
  )
  expect(checkHouse(hotel.db)).toEqual([])
})

describe('rooms for those who have none', () => {
  test('are proposed with a reason, and no two stays get one', async () => {
    const { hotel, ask, requestId } = await aDesk()
    const guestId = aGuest(hotel, { full_name: 'Ada Byron' })
    aStay(hotel, {
      arrival: '2026-07-01',
      departure: '2026-07-03',
      room: '103',
      status: 'checked_out',
      guestId,
    })
    const regular = aStay(hotel, { arrival: today, departure: '2026-08-15', guestId })
    for (const _ of [1, 2, 3]) aStay(hotel, { arrival: today, departure: '2026-08-14' })
    aStay(hotel, { arrival: today, departure: '2026-08-14' })
    const { proposals, unplaced } = await ask('rooms.proposeRooms', { arrivingBy: today })
    expect(proposals).toHaveLength(4)
    expect(unplaced).toHaveLength(1)
    expect(new Set(proposals.map(({ roomId }) => roomId)).size).toBe(4)
    expect(proposals.find(({ bookingId }) => bookingId === regular.bookingId)).toMatchObject({
      roomNumber: '103',
      reasons: ['same_as_before', 'ready', 'longest_run'],
    })
    for (const { bookingId, roomId } of proposals) {
      await ask('booking.assignRoom', { requestId: requestId(), bookingId, roomId })
    }
    expect(checkHouse(hotel.db)).toEqual([])
  })

  test('moves are proposed that close gaps of a night, and locked stays stay', async () => {
    const { hotel, ask, requestId } = await aDesk()
    const first = aStay(hotel, { arrival: '2026-08-20', departure: '2026-08-22', room: '101' })
    const second = aStay(hotel, { arrival: '2026-08-23', departure: '2026-08-25', room: '101' })
    const question = { from: '2026-08-15', to: '2026-08-30' }
    const plan = await ask('rooms.proposeMoves', question)
    expect(plan).toMatchObject({ orphanNightsBefore: 1, orphanNightsAfter: 0 })
    expect(plan.moves).toHaveLength(1)
    for (const { bookingId } of [first, second]) {
      await ask('booking.lockRoom', { requestId: requestId(), bookingId, locked: true })
    }
    expect(await ask('rooms.proposeMoves', question)).toMatchObject({ moves: [], orphanNightsAfter: 1 })
  })
})

describe('the waitlist', () => {
  test('holds nothing, says when something came free, and ends with a booking', async () => {
    const { hotel, ask, requestId } = await aDesk()
    const dates = { arrival: '2026-08-20', departure: '2026-08-22' }
    const full = ['201', '202'].map((room) => aStay(hotel, { ...dates, room }))
    const { entry } = await ask('waitlist.add', {
      requestId: requestId(),
      guest: someone('Ada Byron'),
      roomTypeId: hotel.typeIds.suite,
      ...dates,
    })
    expect(entry).toMatchObject({ guestName: 'Ada Byron', roomTypeCode: 'SUI', canBeBooked: false })
    await ask('booking.cancel', {
      requestId: requestId(),
      bookingId: full[0]?.bookingId ?? '',
      reason: 'ill',
    })
    expect((await ask('waitlist.list', {})).entries).toMatchObject([
      { canBeBooked: true, free: [{ code: 'SUI', count: 1 }] },
    ])
    await ask('booking.create', {
      requestId: requestId(),
      ...dates,
      adults: 1,
      guest: { kind: 'known', guestId: entry.guestId },
      roomTypeId: hotel.typeIds.suite,
      source: 'phone',
      waitlistEntryId: entry.entryId,
    })
    expect((await ask('waitlist.list', {})).entries).toEqual([])
  })

  test('is left by who does not want to wait', async () => {
    const { ask, call, requestId } = await aDesk()
    const { entry } = await ask('waitlist.add', {
      requestId: requestId(),
      guest: someone('Ada Byron'),
      arrival: today,
      departure: today,
    })
    await ask('waitlist.drop', { requestId: requestId(), entryId: entry.entryId })
    expect(await call('waitlist.drop', { requestId: requestId(), entryId: entry.entryId })).toMatchObject({
      error: { code: 'already_done' },
    })
  })
})

describe('what was agreed with a group', () => {
  const agreed = (hotel: TestHotel, rateMinor: number) => ({
    company: 'Rotary International',
    paysRooms: true,
    rates: [{ roomTypeId: hotel.typeIds.double, rateMinor }],
    rooms: [{ roomTypeId: hotel.typeIds.double }, { roomTypeId: hotel.typeIds.suite }],
  })

  test('is the price of every night of the type; less than the hotel asks is a manager’s', async () => {
    const { hotel, ask, call, setRole } = await aDesk()
    expect(await call('group.create', aParty(hotel, agreed(hotel, 70_00)))).toMatchObject({
      error: { code: 'approval_needed', data: { what: ['price'] } },
    })
    expect(await call('group.create', aParty(hotel, agreed(hotel, 120_00)))).toMatchObject({ ok: true })
    setRole('manager')
    const { group } = await ask('group.create', aParty(hotel, agreed(hotel, 70_00)))
    expect(group).toMatchObject({ company: 'Rotary International', paysRooms: true })
    const double = group.stays.find(({ roomTypeCode }) => roomTypeCode === 'DBL')
    const { booking } = await ask('booking.get', { bookingId: double?.bookingId ?? '' })
    expect(booking.nightly.map(({ amountMinor }) => amountMinor)).toEqual([70_00, 70_00])
  })

  test('is the price of rooms added later, by one or several at once; on other days a manager answers for it anew', async () => {
    const { hotel, ask, call, setRole } = await aDesk()
    const { double, suite } = hotel.typeIds
    setRole('manager')
    const { group } = await ask('group.create', aParty(hotel, agreed(hotel, 70_00)))
    expect(group.rates).toEqual([{ roomTypeId: double, rateMinor: 70_00 }])
    setRole('front_desk')
    const one = { arrival: today, departure: '2026-08-15', guest: someone('Dee'), source: 'phone' as const }
    const { booking } = await ask('booking.create', {
      requestId: randomUUID(),
      ...one,
      adults: 1,
      roomTypeId: double,
      bookingGroupId: group.groupId,
    })
    expect(booking.nightly.map(({ amountMinor }) => amountMinor)).toEqual([70_00, 70_00])

    const add = (departure: string, roomTypeIds: readonly string[]) => ({
      requestId: randomUUID(),
      groupId: group.groupId,
      arrival: today,
      departure,
      rooms: roomTypeIds.map((roomTypeId) => ({ roomTypeId })),
    })
    const more = add('2026-08-14', [double, suite])
    const added = await ask('group.addRooms', more)
    expect(added.group.stays).toHaveLength(5)
    expect((await ask('group.addRooms', more)).group.stays).toHaveLength(5)
    const late = added.group.stays.filter(({ departure }) => departure === '2026-08-14')
    expect(late.map(({ guestName }) => guestName)).toEqual(['Ada Byron', 'Ada Byron'])
    const priceOf = async ({ bookingId }: { bookingId: string }) =>
      (await ask('booking.get', { bookingId })).booking.roomTotalMinor
    expect((await Promise.all(late.map(priceOf))).toSorted((a, b) => a - b)).toEqual([70_00, 250_00])
    expect(await call('group.addRooms', add('2026-08-16', [double]))).toMatchObject({
      error: { code: 'approval_needed', data: { what: ['price'] } },
    })
    // the first could be had and the rest not: none is
    expect(await call('group.addRooms', add('2026-08-14', [double, suite, suite]))).toMatchObject({
      error: { code: 'no_room_of_type' },
    })
    expect((await ask('group.get', { groupId: group.groupId })).group.stays).toHaveLength(5)
    expect(checkHouse(hotel.db)).toEqual([])
  })

  test('is changed in one step, and a release date that has come is refused', async () => {
    const { hotel, ask, call, requestId } = await aDesk()
    const { group } = await ask('group.create', aParty(hotel))
    const change = { requestId: requestId(), groupId: group.groupId }
    expect(
      (await ask('group.update', { ...change, company: 'Choir', paysRooms: true, releaseDate: '2026-08-14' }))
        .group,
    ).toMatchObject({ company: 'Choir', paysRooms: true, releaseDate: '2026-08-14' })
    expect(
      await call('group.update', { ...change, requestId: requestId(), releaseDate: today }),
    ).toMatchObject({
      error: { code: 'invalid_input', field: 'releaseDate' },
    })
    expect(await call('group.create', aParty(hotel, { releaseDate: today }))).toMatchObject({
      error: { code: 'invalid_input', field: 'releaseDate' },
    })
  })
})

test('one payment for a group pays its rooms first, once, and never more than is open', async () => {
  const { hotel, ask, call, requestId } = await aDesk()
  const { group } = await ask('group.create', aParty(hotel, { paysRooms: true }))
  const extras = { description: 'Bar', quantity: 1, unitPriceMinor: 30_00 }
  const first = group.stays[0]?.bookingId ?? ''
  await ask('folio.postCharge', { requestId: requestId(), bookingId: first, ...extras })
  const open = (await ask('group.get', { groupId: group.groupId })).group
  expect(open.owedMinor).toBe(open.roomsOwedMinor + 30_00)

  const rooms = {
    requestId: requestId(),
    groupId: group.groupId,
    payment: { method: 'bank_transfer' as const, amountMinor: open.roomsOwedMinor, reference: 'wire 7' },
  }
  const paid = await ask('group.pay', rooms)
  expect(paid).toMatchObject({ payments: 3, group: { roomsOwedMinor: 0, owedMinor: 30_00 } })
  // the same click again takes nothing twice
  expect((await ask('group.pay', rooms)).group.owedMinor).toBe(30_00)
  const more = { ...rooms, requestId: requestId(), payment: { method: 'cash' as const, amountMinor: 31_00 } }
  expect(await call('group.pay', more)).toMatchObject({
    error: { code: 'amount_exceeds_balance', data: { mostMinor: 30_00 } },
  })
  const cash = { method: 'cash' as const, amountMinor: 30_00, tenderedMinor: 50_00 }
  expect(await ask('group.pay', { ...more, requestId: requestId(), payment: cash })).toMatchObject({
    payments: 1,
    changeMinor: 20_00,
    group: { owedMinor: 0 },
  })
  expect(hotel.db.prepare('select payment_code from payments order by payment_code').all()).toHaveLength(4)
  expect(checkHouse(hotel.db)).toEqual([])
})

test('groups stand by the day on which something is to be done about each', async () => {
  const { hotel, ask, requestId } = await aDesk()
  const book = async (name: string, arrival: string, releaseDate?: string) => {
    const rooms = [{ roomTypeId: hotel.typeIds.double }]
    const dates = { arrival, departure: '2026-09-30', ...(releaseDate !== undefined && { releaseDate }) }
    return (await ask('group.create', aParty(hotel, { name, rooms, ...dates }))).group
  }
  const [gone] = [await book('Gone', today)]
  await book('Later', '2026-09-10')
  await book('Names wanted', '2026-09-20', '2026-08-20')
  await book('Next week', '2026-08-21')
  const listed = async () =>
    (await ask('group.list', { from: today, to: '2026-12-31' })).groups.map(({ name, need }) => [
      name,
      need?.what,
      need?.on,
    ])
  expect(await listed()).toEqual([
    ['Gone', 'rooms', today],
    ['Names wanted', 'name', '2026-08-20'],
    ['Next week', 'rooms', '2026-08-21'],
    ['Later', 'rooms', '2026-09-10'],
  ])
  for (const { bookingId } of gone?.stays ?? []) {
    await ask('booking.assignRoom', { requestId: requestId(), bookingId, roomId: hotel.room('101') })
    await ask('booking.checkIn', { requestId: requestId(), bookingId, override: { reason: 'known' } })
  }
  expect((await listed()).at(-1)).toEqual(['Gone', 'check_out', '2026-09-30'])
})
