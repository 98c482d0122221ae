import { expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aCollision, aConflict, moneyInSuspense } from '../../shared/testing/conflict.ts'
import { aPayment, aStay } from '../../shared/testing/stay.ts'
import { openMoneyConflicts } from '../store/reads/open-money-conflicts.ts'
import { testCalls } from './testing/test-calls.ts'

async function aDeskOf(hotel: ReturnType<typeof aHotel>) {
  const calls = testCalls(hotel)
  await calls.signIn()
  return calls
}

test('a card shows both stays side by side, what hangs on it, and the remedies in their order', async () => {
  const hotel = aHotel()
  const { cardId, loser } = aCollision(hotel, { room: '101' })
  aPayment(hotel, loser.bookingId, 70_00)
  const { ask } = await aDeskOf(hotel)
  const detail = await ask('conflict.detail', { cardId })
  expect(detail).toMatchObject({
    card: { state: 'open', kind: 'room_taken', wantedRoom: '101', offline: true, hangsOn: { payments: 1 } },
    mine: { guestName: 'Leo Loser', wantedRoom: '101', room: null, priceMinor: 200_00, paidMinor: 70_00 },
    theirs: { guestName: 'Hanna Holder', room: '101' },
  })
  expect(detail.remedies.map(({ kind }) => kind)).toEqual([
    'same_type',
    'same_type',
    'move_other',
    'upgrade',
    'relocate',
    'cancel',
  ])
})

test('who is in the room today is not in the way of those who come weeks later', async () => {
  const hotel = aHotel()
  aStay(hotel, {
    arrival: '2026-08-12',
    departure: '2026-08-14',
    room: '101',
    status: 'checked_in',
    guestName: 'Ida Inside',
  })
  const { cardId } = aCollision(hotel, { room: '101', arrival: '2026-09-02', departure: '2026-09-04' })
  const { ask } = await aDeskOf(hotel)
  const detail = await ask('conflict.detail', { cardId })
  expect(detail.theirs).toMatchObject({ guestName: 'Hanna Holder' })
  expect(detail.remedies.map(({ kind }) => kind)).toContain('move_other')
})

test('a guest of a stay the server would not have at all is still known by name', async () => {
  const hotel = aHotel()
  const [bookingId, guestId] = [hotel.ids.fresh(), hotel.ids.fresh()]
  const cardId = aConflict(hotel, {
    booking_id: bookingId,
    kind: 'not_permitted',
    outcome: 'refused',
    mine: JSON.stringify([
      { table: 'customers', id: guestId, verb: 'insert', set: { full_name: 'Nora Nobody' }, was: {} },
      {
        table: 'bookings',
        id: bookingId,
        verb: 'insert',
        set: {
          booking_code: 'A00009-X',
          customer_id: guestId,
          room_type_id: hotel.typeIds.double,
          room_id: hotel.room('101'),
          check_in_date: '2026-08-13',
          check_out_date: '2026-08-15',
          adults: 2,
          children: 0,
          status: 'confirmed',
        },
        was: {},
      },
    ]),
  })
  const { ask } = await aDeskOf(hotel)
  const detail = await ask('conflict.detail', { cardId })
  expect(detail.mine).toMatchObject({ guestName: 'Nora Nobody', wantedRoom: '101', roomTypeCode: 'DBL' })
  expect(detail.remedies).toEqual([{ kind: 'acknowledge' }])
})

test('what was refused can be done again at the desk that did it, and the others say where', async () => {
  const hotel = aHotel()
  const otherId = hotel.ids.fresh()
  hotel.add('terminals', { id: otherId, name: 'Desk 2', series: 'B', auth_user_id: otherId })
  const { bookingId } = aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15' })
  const card = (terminalId: string) =>
    aConflict(hotel, {
      booking_id: bookingId,
      kind: 'status_move',
      outcome: 'conflict',
      command: 'booking.checkIn',
      terminal_id: terminalId,
    })
  const [here, there] = [card(hotel.terminalId), card(otherId)]
  const { ask } = await aDeskOf(hotel)
  expect(await ask('conflict.detail', { cardId: there })).toMatchObject({
    remedies: [{ kind: 'acknowledge' }],
    againAt: 'Desk 2',
  })
  expect(await ask('conflict.detail', { cardId: here })).toMatchObject({ againAt: null })
  hotel.db.prepare(`update terminals set revoked_at = created_at where id = ?`).run(otherId)
  expect(await ask('conflict.detail', { cardId: there })).toMatchObject({ againAt: null })
})

test('money in suspense is offered to the stay that owes just that much', async () => {
  const hotel = aHotel()
  const stay = aStay(hotel, {
    arrival: '2026-08-12',
    departure: '2026-08-14',
    room: '103',
    status: 'checked_in',
    rateMinor: 100_00,
  })
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-20', room: '104' })
  const { cardId } = moneyInSuspense(hotel, 200_00)
  expect(openMoneyConflicts(hotel.db)).toMatchObject([{ cardId, kind: 'suspense' }])
  const { ask } = await aDeskOf(hotel)
  const detail = await ask('conflict.detail', { cardId })
  expect(detail.money).toMatchObject([{ kind: 'payment', amountMinor: 200_00, reason: 'booking_unknown' }])
  expect(detail.remedies).toMatchObject([
    { kind: 'attach', bookingId: stay.bookingId, owedMinor: 200_00 },
    { kind: 'keep_money' },
    { kind: 'refund_money' },
  ])
  await ask('conflict.attachMoney', {
    requestId: hotel.ids.fresh(),
    conflictId: cardId,
    bookingId: stay.bookingId,
  })
  expect(openMoneyConflicts(hotel.db)).toEqual([])
})

test('what the server moved by itself may be left so, or given another room', async () => {
  const hotel = aHotel()
  const stay = aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '102' })
  const cardId = aConflict(hotel, {
    booking_id: stay.bookingId,
    status: 'settled',
    resolution: 'moved_automatically',
    settled_at: '2026-08-13T11:00:00.000Z',
    theirs: JSON.stringify({ wantedRoomId: hotel.room('101'), movedToRoomId: hotel.room('102') }),
  })
  const { ask } = await aDeskOf(hotel)
  expect(await ask('conflict.list', {})).toMatchObject({ waiting: 0, cards: [{ cardId, state: 'moved' }] })
  const { remedies } = await ask('conflict.detail', { cardId })
  expect(remedies.slice(0, 2)).toMatchObject([{ kind: 'accept_move' }, { kind: 'wanted_room', room: '101' }])
  expect(remedies.filter((remedy) => 'room' in remedy && remedy.room === '102')).toEqual([])
  const given = await ask('conflict.giveRoom', {
    requestId: hotel.ids.fresh(),
    bookingId: stay.bookingId,
    roomId: hotel.room('103'),
  })
  expect(given).toMatchObject({ bookingId: stay.bookingId, undoable: true })
  expect(await ask('conflict.list', {})).toMatchObject({ cards: [{ cardId, state: 'settled' }] })
})

test('what will conflict is a card before the server says so, and may be settled now', async () => {
  const hotel = aHotel()
  const { ask } = await aDeskOf(hotel)
  const { booking } = await ask('booking.create', {
    requestId: hotel.ids.fresh(),
    arrival: '2026-08-13',
    departure: '2026-08-15',
    adults: 2,
    guest: { kind: 'new', fullName: 'Fay Foreseen' },
    roomTypeId: hotel.typeIds.double,
    roomId: hotel.room('101'),
    source: 'phone',
  })
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101', guestName: 'Otto Other' })
  hotel.db.prepare(`update outbox set trouble = 'room_not_available' where seq = 1`).run()
  const { cards, waiting } = await ask('conflict.list', {})
  expect({ waiting, cards }).toMatchObject({
    waiting: 1,
    cards: [{ state: 'forecast', kind: 'room_taken', guestName: 'Fay Foreseen', wantedRoom: '101' }],
  })
  const detail = await ask('conflict.detail', { cardId: cards[0]?.cardId ?? '' })
  expect(detail.theirs).toMatchObject({ guestName: 'Otto Other' })
  expect(detail.remedies[0]).toMatchObject({ kind: 'same_type' })
  await ask('conflict.giveRoom', {
    requestId: hotel.ids.fresh(),
    bookingId: booking.bookingId,
    roomId: hotel.room('102'),
  })
  expect((await ask('booking.get', { bookingId: booking.bookingId })).booking.roomNumber).toBe('102')
  expect(await ask('conflict.count', {})).toEqual({ waiting: 0 })
})

test('without a line a stay without a room takes one that is leased, and the rest is to be confirmed', async () => {
  const hotel = aHotel()
  for (const night of ['2026-08-13', '2026-08-14']) {
    hotel.add('room_leases', {
      id: hotel.ids.derived(hotel.room('104'), night),
      room_id: hotel.room('104'),
      night,
      terminal_id: hotel.terminalId,
      expires_at: '2026-08-14T15:00:00.000Z',
    })
  }
  const { ask } = await aDeskOf(hotel)
  const dates = { arrival: '2026-08-13', departure: '2026-08-15' }
  const left = await ask('lease.left', dates)
  expect(left).toMatchObject({
    offline: true,
    types: [{ roomTypeId: hotel.typeIds.double, rooms: 1 }, { rooms: 0 }],
  })
  const free = await ask('booking.freeRooms', { ...dates, roomTypeId: hotel.typeIds.double })
  expect(free.rooms.map(({ roomNumber, standing }) => `${roomNumber} ${standing}`)).toEqual([
    '104 ours',
    '101 open',
    '102 open',
    '103 open',
  ])
  const sell = () =>
    ask('booking.create', {
      requestId: hotel.ids.fresh(),
      ...dates,
      adults: 2,
      guest: { kind: 'new', fullName: 'Ada Byron' },
      roomTypeId: hotel.typeIds.double,
      source: 'phone',
    })
  expect((await sell()).booking).toMatchObject({ roomNumber: '104', toBeConfirmed: false })
  expect((await sell()).booking).toMatchObject({ roomNumber: null, toBeConfirmed: true })
})
