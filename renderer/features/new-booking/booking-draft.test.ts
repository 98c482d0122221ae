import { expect, test } from 'vitest'
import {
  arriveOn,
  chooseType,
  departOn,
  departureOf,
  departureProblem,
  emptyDraft,
  stayFor,
} from './booking-draft.ts'

const draft = emptyDraft('2026-03-28')

test('a stay over the nights when clocks change is counted in nights', () => {
  expect(departOn(draft, '2026-03-30').nights).toBe(2)
  expect(departureOf({ arrival: '2026-10-24', nights: 2 })).toBe('2026-10-26')
})

test('another arrival keeps the length of the stay', () => {
  expect(departureOf(arriveOn(stayFor(draft, 3), '2026-04-10'))).toBe('2026-04-13')
})

test('a departure over the end of the year is typed part by part', () => {
  const late = stayFor({ ...draft, arrival: '2026-12-28' }, 1)
  const typed = ['2026-12-02', '2026-01-02', '2027-01-02'].reduce(departOn, late)
  expect(typed.nights).toBe(5)
  expect(departureProblem(typed)).toBeUndefined()
})

test('a departure before the arrival or after more than a year is named, not put right in silence', () => {
  const reversed = departOn(draft, '2026-03-20')
  expect(departureOf(reversed)).toBe('2026-03-20')
  expect(departureProblem(reversed)).toBe('wait.wrongDays')
  expect(departureProblem(departOn(draft, draft.arrival))).toBeUndefined()
  expect(departureProblem(departOn(draft, '2027-08-10'))).toBe('error.stay_too_long')
})

test('a room chosen for other nights or another type is let go', () => {
  const chosen = { ...draft, roomTypeId: 'a', roomId: 'r' }
  expect(stayFor(chosen, 2).roomId).toBeNull()
  expect(arriveOn(chosen, '2026-05-01').roomId).toBeNull()
  expect(chooseType(chosen, 'b').roomId).toBeNull()
  expect(chooseType(chosen, 'a').roomId).toBe('r')
})
