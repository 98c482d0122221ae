import { describe, expect, test } from 'vitest'
import { nextStep } from './next-step.ts'

const today = '2026-08-13'
const dueIn = { status: 'confirmed', arrival: today, departure: '2026-08-15', roomId: 'room' } as const
const dueOut = { status: 'checked_in', arrival: '2026-08-11', departure: today, roomId: 'room' } as const
const ready = { housekeeping: 'inspected', occupied: false, blocked: false } as const

describe('the next step', () => {
  test('of an arrival: a room, a clean room, the key', () => {
    expect(nextStep({ ...dueIn, roomId: null }, null, 0, today)).toBe('assign')
    expect(nextStep(dueIn, { ...ready, housekeeping: 'dirty' }, 0, today)).toBe('clean')
    expect(nextStep(dueIn, ready, 0, today)).toBe('check_in')
  })

  test('of an arrival whose room is out of order is another room', () => {
    expect(nextStep(dueIn, { ...ready, blocked: true }, 0, today)).toBe('assign')
  })

  test('of an arrival whose room is still taken is to wait', () => {
    expect(nextStep(dueIn, { ...ready, occupied: true }, 0, today)).toBe('none')
  })

  test('of what is only held is to say whether it stands', () => {
    expect(nextStep({ ...dueIn, status: 'pending' }, ready, 0, today)).toBe('decide')
    expect(nextStep({ ...dueIn, status: 'pending', roomId: null }, null, 0, today)).toBe('decide')
  })

  test('of a stay of tomorrow is a room and then nothing', () => {
    const tomorrow = { ...dueIn, arrival: '2026-08-14' }
    expect(nextStep(tomorrow, null, 0, today)).toBe('assign')
    expect(nextStep(tomorrow, { ...ready, housekeeping: 'dirty' }, 0, today)).toBe('none')
  })

  test('of who leaves: what is owed, then the door', () => {
    expect(nextStep(dueOut, ready, 100, today)).toBe('collect')
    expect(nextStep(dueOut, ready, 0, today)).toBe('check_out')
    expect(nextStep(dueOut, ready, -100, today)).toBe('check_out')
  })

  test('of an overdue guest is to leave', () => {
    expect(nextStep({ ...dueOut, departure: '2026-08-12' }, ready, 0, today)).toBe('check_out')
  })

  test('of who stays on, left, cancelled or did not come is none', () => {
    expect(nextStep({ ...dueOut, departure: '2026-08-14' }, ready, 100, today)).toBe('none')
    for (const status of ['checked_out', 'cancelled', 'no_show'] as const) {
      expect(nextStep({ ...dueOut, status }, ready, 100, today)).toBe('none')
    }
  })
})
