import { expect, test } from 'vitest'
import { discrepancyOf, priorityOf, roleOf, type RoomToday } from './board.ts'

const empty: RoomToday = {
  housekeeping: 'dirty',
  occupied: false,
  cameToday: false,
  dueOut: false,
  departedToday: false,
  arriving: false,
  guestWaits: false,
  vipArrives: false,
  doNotDisturb: false,
  seenOccupied: null,
}

test('what becomes of a room today follows from who is in it, who went and who comes', () => {
  expect(roleOf(empty)).toBe('not_reserved')
  expect(roleOf({ ...empty, arriving: true })).toBe('arrival')
  expect(roleOf({ ...empty, departedToday: true })).toBe('departed')
  expect(roleOf({ ...empty, departedToday: true, arriving: true })).toBe('departed_arrival')
  expect(roleOf({ ...empty, occupied: true })).toBe('stay_over')
  expect(roleOf({ ...empty, occupied: true, cameToday: true })).toBe('arrived')
  expect(roleOf({ ...empty, occupied: true, dueOut: true })).toBe('due_out')
  expect(roleOf({ ...empty, occupied: true, dueOut: true, arriving: true })).toBe('due_out_arrival')
})

test('a guest who is not there has skipped, one whom nobody knows of sleeps there', () => {
  expect(discrepancyOf({ ...empty, occupied: true, seenOccupied: false })).toBe('skip')
  expect(discrepancyOf({ ...empty, seenOccupied: true })).toBe('sleep')
  expect(discrepancyOf({ ...empty, seenOccupied: false })).toBe(null)
  expect(discrepancyOf({ ...empty, occupied: true })).toBe(null)
})

test('a room that somebody waits for comes first, one that is ready or not to be disturbed not at all', () => {
  expect(priorityOf({ ...empty, arriving: true, guestWaits: true })).toBe(1)
  expect(priorityOf({ ...empty, arriving: true, vipArrives: true })).toBe(2)
  expect(priorityOf({ ...empty, arriving: true })).toBe(3)
  expect(priorityOf(empty)).toBe(4)
  expect(priorityOf({ ...empty, occupied: true })).toBe(5)
  expect(priorityOf({ ...empty, occupied: true, doNotDisturb: true })).toBe(null)
  expect(priorityOf({ ...empty, occupied: true, dueOut: true })).toBe(null)
  expect(priorityOf({ ...empty, housekeeping: 'clean', guestWaits: true })).toBe(null)
})
