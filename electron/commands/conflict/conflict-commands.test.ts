import { expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aCollision, aConflict, moneyInSuspense } from '../../../shared/testing/conflict.ts'
import { aGuest, aStay } from '../../../shared/testing/stay.ts'
import { loadConflict } from '../../store/loads/conflict.ts'
import { countConflictCards, listConflictCards } from '../../store/reads/conflict-cards.ts'
import { aDesk, bookingOf, refusalOf } from '../testing/desk.ts'
import { undo } from '../undo.ts'
import { acknowledge } from './acknowledge.ts'
import { cancelStay, relocate } from './call-off.ts'
import { chooseValues } from './choose-values.ts'
import { giveRoom } from './give-room.ts'
import { moveOther } from './move-other.ts'
import { attachMoney, keepMoney } from './settle-money.ts'
import { splitStay } from './split-stay.ts'

function card(hotel: TestHotel, cardId: string) {
  const { status, resolution, note, settled_by } = loadConflict(hotel.db, cardId) ?? {}
  return { status, resolution, note, settled_by }
}

const settled = (hotel: TestHotel, resolution: string, note: string | null = null) => ({
  status: 'settled',
  resolution,
  note,
  settled_by: hotel.userId,
})

test('a stay that lost its room is given another, and its card is settled by who did it', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId, loser } = aCollision(hotel, { room: '101' })
  expect(countConflictCards(hotel.db)).toBe(1)
  bookingOf(desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room('102') }))
  expect(desk.held(loser.bookingId)).toEqual(['2026-08-13 102', '2026-08-14 102'])
  expect(desk.booking(loser.bookingId)).toMatchObject({ room_id: hotel.room('102'), wanted_room_id: null })
  expect(card(hotel, cardId)).toEqual(settled(hotel, 'room_given'))
  expect(countConflictCards(hotel.db)).toBe(0)
})

test('the first write is the claim of the card, which the server asks before all others', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { loser } = aCollision(hotel, { room: '101' })
  bookingOf(desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room('102') }))
  const [op] = desk.rows('select writes from outbox')
  expect(JSON.parse(String(op?.['writes']))).toMatchObject([
    { table: 'sync_conflicts', verb: 'update', set: { status: 'settled' }, was: { settled_at: null } },
    { table: 'bookings' },
    { table: 'booking_nights' },
    { table: 'booking_nights' },
  ])
})

test('a room that somebody has, a type that is owed to others and a party that does not fit are refused', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { loser } = aCollision(hotel, { room: '101', loser: { booking: { adults: 3 } } })
  const give = (room: string) =>
    refusalOf(desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room(room) })).code
  expect(give('101')).toBe('room_not_available')
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', typeId: hotel.typeIds.suite })
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', typeId: hotel.typeIds.suite })
  expect(give('201')).toBe('no_room_of_type')
  hotel.db.prepare('update bookings set adults = 9 where id = ?').run(loser.bookingId)
  expect(give('102')).toBe('too_many_guests')
})

test('a card that is settled already is not settled again', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { loser } = aCollision(hotel, { room: '101' })
  bookingOf(desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room('102') }))
  const again = desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room('103') })
  expect(refusalOf(again).code).toBe('conflict_settled')
})

test('undone, the stay wants its room again and the card is open', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId, loser } = aCollision(hotel, { room: '101' })
  bookingOf(desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room('102') }))
  bookingOf(desk.do(undo, { bookingId: loser.bookingId }))
  expect(desk.booking(loser.bookingId)).toMatchObject({ room_id: null, wanted_room_id: hotel.room('101') })
  expect(card(hotel, cardId)).toEqual({ status: 'open', resolution: null, note: null, settled_by: null })
})

test('the guest who is not here yet goes to another room, and who sits in the room keeps it', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId, holder, loser } = aCollision(hotel, { room: '101', loser: { status: 'checked_in' } })
  const input = {
    bookingId: loser.bookingId,
    otherBookingId: holder.bookingId,
    roomId: hotel.room('102'),
  }
  bookingOf(desk.do(moveOther, input))
  expect(desk.held(holder.bookingId)).toEqual(['2026-08-13 102', '2026-08-14 102'])
  expect(desk.held(loser.bookingId)).toEqual(['2026-08-13 101', '2026-08-14 101'])
  expect(card(hotel, cardId)).toEqual(settled(hotel, 'other_moved'))
})

test('nor to the very room that is wanted', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { holder, loser } = aCollision(hotel, { room: '101' })
  const input = { bookingId: loser.bookingId, otherBookingId: holder.bookingId, roomId: hotel.room('101') }
  expect(refusalOf(desk.do(moveOther, input)).code).toBe('room_not_available')
})

test('a guest who has arrived is not moved by a key', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { holder, loser } = aCollision(hotel, { room: '101', holder: { status: 'checked_in' } })
  const input = {
    bookingId: loser.bookingId,
    otherBookingId: holder.bookingId,
    roomId: hotel.room('102'),
  }
  expect(refusalOf(desk.do(moveOther, input)).code).toBe('stay_status')
})

test('two rooms, one after the other', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId, loser } = aCollision(hotel, { room: '101', departure: '2026-08-16' })
  const input = {
    bookingId: loser.bookingId,
    firstRoomId: hotel.room('102'),
    secondRoomId: hotel.room('103'),
    from: '2026-08-15',
  }
  bookingOf(desk.do(splitStay, input))
  expect(desk.held(loser.bookingId)).toEqual(['2026-08-13 102', '2026-08-14 102', '2026-08-15 103'])
  expect(desk.booking(loser.bookingId).room_id).toBe(hotel.room('102'))
  expect(card(hotel, cardId)).toEqual(settled(hotel, 'split'))
})

test('who goes elsewhere is called off, and where to is on the card and the stay', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const first = aCollision(hotel, { room: '101' })
  const second = aCollision(hotel, { room: '102' })
  bookingOf(
    desk.do(relocate, { bookingId: first.loser.bookingId, hotel: 'Grand Hotel', note: 'taxi is ours' }),
  )
  bookingOf(desk.do(cancelStay, { bookingId: second.loser.bookingId, reason: 'the guest would rather not' }))
  expect(desk.booking(first.loser.bookingId)).toMatchObject({
    status: 'cancelled',
    wanted_room_id: null,
    cancellation_reason: 'Grand Hotel: taxi is ours',
  })
  expect(card(hotel, first.cardId)).toEqual(settled(hotel, 'relocated', 'Grand Hotel: taxi is ours'))
  expect(card(hotel, second.cardId)).toEqual(settled(hotel, 'cancelled', 'the guest would rather not'))
  expect(desk.held(first.loser.bookingId)).toEqual([])
})

test('money that found no stay is given one, and counts there', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId, paymentId } = moneyInSuspense(hotel, 45_00)
  const home = aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101' })
  bookingOf(desk.do(attachMoney, { conflictId: cardId, bookingId: home.bookingId }))
  expect(desk.balance(home.bookingId)).toBe(-45_00)
  expect(desk.rows('select booking_id, suspense_reason from payments where id = ?', paymentId)).toEqual([
    { booking_id: home.bookingId, suspense_reason: null },
  ])
  expect(card(hotel, cardId)).toEqual(settled(hotel, 'attached'))
})

test('or it is said what becomes of it; looked away from it is not', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId } = moneyInSuspense(hotel, 45_00)
  expect(refusalOf(desk.do(acknowledge, { conflictId: cardId })).code).toBe('conflict_money_open')
  const kept = desk.do(keepMoney, {
    conflictId: cardId,
    outcome: 'to_refund',
    note: 'to the card it came from',
  })
  expect(kept.ok).toBe(true)
  expect(card(hotel, cardId)).toEqual(settled(hotel, 'to_refund', 'to the card it came from'))
})

test('a guest without a room is not looked away from either', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId } = aCollision(hotel, { room: '101' })
  expect(refusalOf(desk.do(acknowledge, { conflictId: cardId })).code).toBe('conflict_needs_room')
})

test('of two versions each column is the one that was chosen, and what only one side changed is changed', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const guestId = aGuest(hotel, { phone: '111', email: 'theirs@x.pt', city: 'Porto' })
  const conflict = {
    kind: 'changed_meanwhile',
    outcome: 'conflict',
    table_name: 'customers',
    record_id: guestId,
    mine: JSON.stringify([
      {
        table: 'customers',
        id: guestId,
        verb: 'update',
        set: { phone: '222', email: 'mine@x.pt', city: 'Lisboa' },
        was: { phone: '000', email: 'old@x.pt', city: 'Porto' },
      },
    ]),
    theirs: JSON.stringify({
      table: 'customers',
      id: guestId,
      columns: {
        phone: { was: '000', mine: '222', theirs: '111' },
        email: { was: 'old@x.pt', mine: 'mine@x.pt', theirs: 'theirs@x.pt' },
      },
    }),
  }
  const cardId = aConflict(hotel, conflict)
  expect(desk.do(chooseValues, { conflictId: cardId, mine: ['phone'] }).ok).toBe(true)
  expect(desk.rows('select phone, email, city from customers where id = ?', guestId)).toEqual([
    { phone: '222', email: 'theirs@x.pt', city: 'Lisboa' },
  ])
  expect(card(hotel, cardId)).toEqual(settled(hotel, 'mine_taken'))
})

test('cards that follow from another stand under it, and come up when it is settled', () => {
  const hotel = aHotel()
  const desk = aDesk(hotel)
  const { cardId, loser } = aCollision(hotel, { room: '101' })
  const below = { booking_id: loser.bookingId, caused_by: cardId, kind: 'status_move', outcome: 'conflict' }
  const followId = aConflict(hotel, below)
  expect(listConflictCards(hotel.db)).toMatchObject([{ cardId, hangsOn: { cards: 1 } }])
  bookingOf(desk.do(giveRoom, { bookingId: loser.bookingId, roomId: hotel.room('102') }))
  expect(listConflictCards(hotel.db)).toMatchObject([
    { cardId: followId, state: 'open' },
    { cardId, state: 'settled' },
  ])
})

test('a stay that was given a room in the ordinary way waits for nobody any more', () => {
  const hotel = aHotel()
  aDesk(hotel)
  const { loser } = aCollision(hotel, { room: '101' })
  hotel.db
    .prepare('update bookings set room_id = ?, wanted_room_id = null where id = ?')
    .run(hotel.room('103'), loser.bookingId)
  expect(countConflictCards(hotel.db)).toBe(0)
})
