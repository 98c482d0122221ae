import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/days.ts'
import { shareNoMoment } from '../room/assign-rooms.ts'
import { planDates, planMove, planSplit, type MovableBar, type TargetRoom } from './plan-change.ts'

const today = '2026-08-13'

function aBar(wishes: Partial<MovableBar> = {}): MovableBar {
  const from = wishes.from ?? '2026-08-13'
  const to = wishes.to ?? '2026-08-16'
  return {
    bookingId: 'ann',
    status: 'confirmed',
    locked: false,
    from,
    to,
    arrival: from,
    departure: to,
    ...wishes,
  }
}

function aRoom(bars: readonly MovableBar[] = [], blocks: TargetRoom['blocks'] = []): TargetRoom {
  return { roomId: '102', roomTypeId: 'dbl', bars, blocks }
}

describe('moving a bar', () => {
  test('to a free room moves the whole stay before it has begun', () => {
    expect(planMove(aBar(), '101', aRoom(), today)).toEqual({
      kind: 'move',
      bookingId: 'ann',
      roomId: '102',
      from: '2026-08-13',
    })
  })

  test('of a guest in house moves the nights from tonight on: those slept stay where they were slept', () => {
    const bar = aBar({ status: 'checked_in', from: '2026-08-10' })
    expect(planMove(bar, '101', aRoom(), today)).toMatchObject({ kind: 'move', from: today })
  })

  test('on somebody who comes the day it ends is no clash', () => {
    const after = aBar({ bookingId: 'ben', from: '2026-08-16', to: '2026-08-18' })
    expect(planMove(aBar(), '101', aRoom([after]), today)).toMatchObject({ kind: 'move' })
  })

  test('on one other stay offers to exchange them, on two it is refused', () => {
    const ben = aBar({ bookingId: 'ben', from: '2026-08-14', to: '2026-08-15' })
    const cleo = aBar({ bookingId: 'cleo', from: '2026-08-15', to: '2026-08-16' })
    expect(planMove(aBar(), '101', aRoom([ben]), today)).toEqual({
      kind: 'swap',
      bookingId: 'ann',
      otherBookingId: 'ben',
    })
    expect(planMove(aBar(), '101', aRoom([ben, cleo]), today)).toEqual({ kind: 'refused', reason: 'taken' })
    expect(planMove(aBar(), null, aRoom([ben]), today)).toEqual({ kind: 'refused', reason: 'taken' })
  })

  test('is refused where either is locked, the room is out of order, or the stay is over', () => {
    const locked = aBar({ locked: true })
    const other = aBar({ bookingId: 'ben', locked: true })
    const block = { from: '2026-08-15', to: '2026-08-20' }
    expect(planMove(locked, '101', aRoom(), today)).toEqual({ kind: 'refused', reason: 'locked' })
    expect(planMove(aBar(), '101', aRoom([other]), today)).toEqual({ kind: 'refused', reason: 'locked' })
    expect(planMove(aBar(), '101', aRoom([], [block]), today)).toEqual({ kind: 'refused', reason: 'blocked' })
    expect(planMove(aBar({ status: 'checked_out' }), '101', aRoom(), today)).toEqual({
      kind: 'refused',
      reason: 'over',
    })
  })

  test('never plans into a night that somebody else has', () => {
    const stay = fc
      .tuple(fc.integer({ min: -5, max: 20 }), fc.integer({ min: 1, max: 8 }), fc.uuid(), fc.boolean())
      .map(([start, nights, bookingId, inHouse]) =>
        aBar({
          bookingId,
          from: addDays(today, start),
          to: addDays(today, start + nights),
          status: inHouse && start <= 0 ? 'checked_in' : 'confirmed',
        }),
      )
    fc.assert(
      fc.property(stay, fc.array(stay, { maxLength: 5 }), (bar, bars) => {
        const planned = planMove(bar, '101', aRoom(bars), today)
        if (planned.kind !== 'move') return
        const wanted = { arrival: planned.from, departure: bar.to }
        expect(bars.every(({ from, to }) => shareNoMoment(wanted, { arrival: from, departure: to }))).toBe(
          true,
        )
        expect(bar.status === 'checked_in' ? planned.from >= today : planned.from === bar.from).toBe(true)
      }),
    )
  })
})

describe('splitting a bar', () => {
  test('spends the rest of the stay elsewhere, and leaves something on either side', () => {
    expect(planSplit(aBar(), '101', '2026-08-14', aRoom(), today)).toEqual({
      kind: 'split',
      bookingId: 'ann',
      roomId: '102',
      at: '2026-08-14',
    })
    expect(planSplit(aBar(), '101', '2026-08-13', aRoom(), today)).toMatchObject({ reason: 'too_short' })
    expect(planSplit(aBar(), '101', '2026-08-16', aRoom(), today)).toMatchObject({ reason: 'too_short' })
  })

  test('does not reach into nights that were slept, nor into a room that is taken', () => {
    const inHouse = aBar({ status: 'checked_in', from: '2026-08-10' })
    expect(planSplit(inHouse, '101', '2026-08-12', aRoom(), today)).toMatchObject({ reason: 'past' })
    const other = aBar({ bookingId: 'ben' })
    expect(planSplit(aBar(), '101', '2026-08-14', aRoom([other]), today)).toMatchObject({ reason: 'taken' })
  })
})

describe('dragging an edge', () => {
  test('changes that end of the stay', () => {
    expect(planDates(aBar(), 'departure', '2026-08-18', today)).toEqual({
      kind: 'dates',
      bookingId: 'ann',
      arrival: '2026-08-13',
      departure: '2026-08-18',
    })
    expect(planDates(aBar({ from: '2026-08-15' }), 'arrival', '2026-08-14', today)).toMatchObject({
      arrival: '2026-08-14',
    })
  })

  test('is refused into the past, past the other end, and for the arrival of who is here', () => {
    expect(planDates(aBar(), 'arrival', '2026-08-12', today)).toMatchObject({ reason: 'past' })
    expect(planDates(aBar(), 'departure', '2026-08-13', today)).toMatchObject({ reason: 'too_short' })
    const inHouse = aBar({ status: 'checked_in', from: '2026-08-10' })
    expect(planDates(inHouse, 'arrival', '2026-08-11', today)).toMatchObject({ reason: 'begun' })
  })

  test('back to where it was is nothing', () => {
    expect(planDates(aBar(), 'departure', '2026-08-16', today)).toEqual({ kind: 'none' })
  })
})
