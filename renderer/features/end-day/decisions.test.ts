import { expect, test } from 'vitest'
import { countInTheWay, toClose, type DayStatus } from './decisions.ts'

const quiet: DayStatus = {
  businessDate: '2026-08-13',
  nextDate: '2026-08-14',
  mayClose: true,
  dueOut: [],
  notArrived: [],
  mustDecide: [],
  movesDue: [],
  moneyConflicts: 0,
  nightsToPost: 0,
  nightsToPostMinor: 0,
  unsent: 3,
}

const stay = (bookingId: string): DayStatus['dueOut'][number] => ({
  bookingId,
  code: 'T1-X',
  guestName: 'Grace Guest',
  status: 'confirmed',
  arrival: '2026-08-13',
  departure: '2026-08-15',
  nights: 2,
  adults: 1,
  children: 0,
  roomTypeCode: 'DBL',
  roomId: null,
  roomNumber: null,
  room: null,
  balanceMinor: 0,
  deposit: null,
  vip: false,
  blacklisted: false,
  overdue: false,
  queuedAt: null,
  holdExpiresAt: null,
  nextStep: 'none',
  unsent: false,
  willConflict: false,
  needsAttention: false,
})

test('steps that are not sent keep no day from being ended', () => {
  expect(countInTheWay(quiet, {})).toBe(0)
})

test('each guest overdue or undecided is in the way, money without a booking once, and the missing line', () => {
  const status = {
    ...quiet,
    mayClose: false,
    moneyConflicts: 2,
    dueOut: [stay('a'), stay('b')],
    notArrived: [stay('c'), stay('d')],
  }
  expect(countInTheWay(status, { c: 'keep' })).toBe(5)
})

test('only those who still have not come are told of, in the terminal’s words', () => {
  const status = { ...quiet, notArrived: [stay('c'), stay('d'), stay('e'), stay('f')] }
  expect(toClose(status, { a: 'fee', c: 'keep', d: 'fee', e: 'free' })).toEqual({
    noShows: [
      { bookingId: 'd', chargeFee: true },
      { bookingId: 'e', chargeFee: false },
    ],
    keepExpected: ['c'],
  })
})
