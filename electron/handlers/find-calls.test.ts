import { expect, test } from 'vitest'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

const past = { arrival: '2026-07-01', departure: '2026-07-03', status: 'checked_out' } as const

async function aDesk() {
  const hotel = aHotel()
  const calls = testCalls(hotel)
  await calls.signIn()
  const find = async (text: string) =>
    (await calls.ask('search.find', { text })).hits.map(({ kind, title, mention }) => [
      kind,
      title,
      mention?.by ?? null,
    ])
  return { hotel, ...calls, find, requestId: () => crypto.randomUUID() }
}

test('what is noted is found by those who may read it: by the desk, and why somebody is unwanted by managers', async () => {
  const { hotel, ask, find, setRole, requestId } = await aDesk()
  const { bookingId } = aStay(hotel, { ...past, room: '101', guestName: 'Ada Byron' })
  aGuest(hotel, { full_name: 'Un Wanted', blacklisted: 1, blacklist_reason: 'broke a window' })
  await ask('note.add', {
    requestId: requestId(),
    kind: 'message',
    bookingId,
    body: 'Window seat on the bus',
  })
  await ask('booking.addGuest', { requestId: requestId(), bookingId, fullName: 'Win Dowry' })
  const note = ['booking', 'Ada Byron', 'note']
  const reason = ['guest', 'Un Wanted', 'unwanted']
  const seen = []
  for (const role of ['front_desk', 'manager', 'accountant', 'auditor'] as const) {
    setRole(role)
    seen.push([role, await find('window'), await find('dowry')])
  }
  expect(seen).toEqual([
    ['front_desk', [note], [['booking', 'Ada Byron', 'companion']]],
    ['manager', [note, reason], [['booking', 'Ada Byron', 'companion']]],
    ['accountant', [], []],
    ['auditor', [], []],
  ])
})

test('who was anonymised is found by nothing that was said of them; who was merged, as who they became', async () => {
  const { hotel, ask, find, setRole, requestId } = await aDesk()
  const stay = aStay(hotel, {
    ...past,
    room: '101',
    guestName: 'Ada Byron',
    booking: { internal_notes: 'allergic to peanuts' },
  })
  const { bookingId, guestId } = stay
  const shared = aStay(hotel, { ...past, room: '102', guestName: 'Grace Hopper' })
  await ask('note.add', {
    requestId: requestId(),
    kind: 'message',
    bookingId,
    body: 'Mrs Byron left a scarf',
  })
  await ask('booking.addGuest', {
    requestId: requestId(),
    bookingId: shared.bookingId,
    guestId,
    fullName: 'Ada Byron',
  })
  const other = aGuest(hotel, { full_name: 'A. Lovelace', preferences: '{"pillow":"feather"}' })
  await ask('guest.merge', { requestId: requestId(), guestId, otherGuestId: other })
  expect(await find('lovelace')).toEqual([['guest', 'Ada Byron', null]])
  expect(await find('peanuts')).toEqual([['booking', 'Ada Byron', 'wish']])
  expect(await find('scarf')).toEqual([['booking', 'Ada Byron', 'note']])
  setRole('manager')
  await ask('guest.anonymise', { requestId: requestId(), guestId })
  for (const text of ['byron', 'lovelace', 'peanuts', 'scarf', 'feather', 'mrs byron'])
    expect([text, await find(text)]).toEqual([text, []])
  expect(await find('grace hopper')).toHaveLength(1)
  expect(checkHouse(hotel.db)).toEqual([])
})

test('what the desk has just done is found at once, and what it took back no more', async () => {
  const { hotel, ask, find, requestId } = await aDesk()
  const { bookingId } = aStay(hotel, {
    arrival: '2026-08-13',
    departure: '2026-08-15',
    room: '101',
    guestName: 'Ada Byron',
  })
  await ask('folio.takePayment', {
    requestId: requestId(),
    bookingId,
    payment: { method: 'cash', amountMinor: 88_20 },
  })
  expect(await find('paid 88.20')).toEqual([['booking', 'Ada Byron', 'paid']])
  const { note } = await ask('note.add', {
    requestId: requestId(),
    kind: 'message',
    bookingId,
    body: 'Taxi at nine',
  })
  expect(await find('taxi')).toEqual([['booking', 'Ada Byron', 'note']])
  await ask('note.done', { requestId: requestId(), noteId: note.noteId })
  const { guests } = await ask('booking.addGuest', {
    requestId: requestId(),
    bookingId,
    fullName: 'Ivo Companion',
  })
  expect(await find('ivo comp')).toEqual([['booking', 'Ada Byron', 'companion']])
  await ask('booking.removeGuest', {
    requestId: requestId(),
    bookingId,
    bookingGuestId: guests[0]?.bookingGuestId ?? '',
  })
  expect(await find('ivo comp')).toEqual([])
  expect(checkHouse(hotel.db)).toEqual([])
})

test('a line that takes in a guest is known as one, by who may, and a name is not', async () => {
  const { ask, setRole } = await aDesk()
  const walkIn = async (text: string) => (await ask('search.find', { text })).walkIn
  for (const line of ['smith 2n', 'smith 2n suite 120 cash', 'dinheiro 2n silva', 'john smith 2a1c'])
    expect([line, await walkIn(line)]).toEqual([line, true])
  for (const line of ['smith', 'john smith', 'smith 101', '2n', 'paid 173.40', 'A00042-K', 'suite'])
    expect([line, await walkIn(line)]).toEqual([line, false])
  setRole('accountant')
  expect(await walkIn('smith 2n')).toBe(false)
})
