import { expect, test } from 'vitest'
import { arriveOn, chooseType, departOn, departureOf, emptyDraft, stayFor } from './booking-draft.ts'

const draft = emptyDraft('2026-03-28')

test('a stay over the nights when clocks change is counted in nights', () => {
  expect(departOn(draft, '2026-03-30').nights).toBe(2)
  expect(departureOf({ arrival: '2026-10-24', nights: 2 })).toBe('2026-10-26')
})

test('another arrival keeps the length of the stay', () => {
  expect(departureOf(arriveOn(stayFor(draft, 3), '2026-04-10'))).toBe('2026-04-13')
})

test('a departure before the arrival makes it day use, never less', () => {
  expect(departOn(draft, '2026-03-20').nights).toBe(0)
})

test('a room chosen for other nights or another type is let go', () => {
  const chosen = { ...draft, roomTypeId: 'a', roomId: 'r' }
  expect(stayFor(chosen, 2).roomId).toBeNull()
  expect(arriveOn(chosen, '2026-05-01').roomId).toBeNull()
  expect(chooseType(chosen, 'b').roomId).toBeNull()
  expect(chooseType(chosen, 'a').roomId).toBe('r')
})
