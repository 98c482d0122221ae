import { expect, test } from 'vitest'
import type { ConflictCard } from '../../../shared/contract/calls/conflict.ts'
import { cardAfter, groupsOf } from './card-groups.ts'

const card = (cardId: string, state: ConflictCard['state'] = 'open'): ConflictCard => ({
  cardId,
  state,
  kind: 'room_taken',
  bookingId: null,
  code: null,
  guestName: null,
  status: null,
  arrival: null,
  departure: null,
  wantedRoom: null,
  room: null,
  command: 'booking.create',
  by: '',
  terminal: '',
  at: '2026-08-13T10:00:00.000Z',
  offline: false,
  hangsOn: { cards: 0, payments: 0, paidMinor: 0, checkedIn: false },
  settled: null,
})

test('what waits comes first, what is foreseen among it, and empty groups are not shown', () => {
  const groups = groupsOf([card('a'), card('z', 'settled'), card('f', 'forecast')])
  expect(groups.map(({ name, cards }) => [name, cards.map(({ cardId }) => cardId)])).toEqual([
    ['waiting', ['a', 'f']],
    ['settled', ['z']],
  ])
})

test('after a card comes the next, after the last the one before, after the only one none', () => {
  const cards = [card('a'), card('b'), card('m', 'moved'), card('z', 'settled')]
  expect(cardAfter(cards, 'a')).toBe('b')
  expect(cardAfter(cards, 'm')).toBe('b')
  expect(cardAfter([card('a'), card('z', 'settled')], 'a')).toBeNull()
})
