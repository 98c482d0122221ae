import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastStep, undo, type StayStep } from './undo.ts'

const today = '2026-08-13'
const step = (name: string, minute = 0, businessDate = today): StayStep => ({
  opId: `op ${name} ${minute}`,
  name,
  businessDate,
  at: `2026-08-13T10:${String(minute).padStart(2, '0')}:00.000Z`,
})
const noMoney = { lastLineAt: null, dayUsePosted: false }

describe('the step that stands last', () => {
  test('is the last one done', () => {
    const checkIn = step('booking.checkIn', 2)
    expect(lastStep([step('booking.create'), step('booking.assignRoom', 1), checkIn])).toBe(checkIn)
  })

  test('is the one before, once it was undone', () => {
    const assign = step('booking.assignRoom', 1)
    const steps = [step('booking.create'), assign, step('booking.checkIn', 2), step('booking.undo', 3)]
    expect(lastStep(steps)).toBe(assign)
    expect(lastStep([...steps, step('booking.checkIn', 4)])).toMatchObject({ name: 'booking.checkIn' })
  })

  test('is none when all was undone', () => {
    expect(lastStep([])).toBeNull()
    fc.assert(
      fc.property(fc.nat(10), (count) => {
        const done = Array.from({ length: count }, (_, at) => step('booking.assignRoom', at))
        const undone = Array.from({ length: count }, (_, at) => step('booking.undo', count + at))
        expect(lastStep([...done, ...undone])).toBeNull()
      }),
    )
  })
})

describe('undoing', () => {
  test('takes back a step of today', () => {
    const checkIn = step('booking.checkIn')
    expect(undo(checkIn, today, noMoney, false)).toEqual({ ok: true, value: checkIn })
  })

  test('knows nothing to take back of yesterday, of a booking just made, or of none', () => {
    for (const stands of [
      step('booking.checkIn', 0, '2026-08-12'),
      step('booking.create'),
      step('booking.walkIn'),
      null,
    ]) {
      expect(undo(stands, today, noMoney, false)).toEqual({ ok: false, error: { code: 'nothing_to_undo' } })
    }
  })

  test('is refused once a line was posted after the step, and not for lines before it or of it', () => {
    const checkIn = step('booking.checkIn', 5)
    const at = (lastLineAt: string) => undo(checkIn, today, { lastLineAt, dayUsePosted: false }, false)
    expect(at('2026-08-13T10:06:00.000Z')).toMatchObject({
      error: { code: 'undo_refused', reason: 'money_moved' },
    })
    expect(at('2026-08-13T10:05:00.000Z').ok).toBe(true)
    expect(at('2026-08-13T10:04:00.000Z').ok).toBe(true)
  })

  test('does not reopen nights of a stay whose day was charged instead', () => {
    const checkOut = step('booking.checkOut', 5)
    const dayCharged = { lastLineAt: checkOut.at, dayUsePosted: true }
    expect(undo(checkOut, today, dayCharged, true)).toMatchObject({ error: { reason: 'day_charged' } })
    expect(undo(checkOut, today, dayCharged, false).ok).toBe(true)
  })
})
