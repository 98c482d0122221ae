import { expect, test } from 'vitest'
import { mayCall } from './may.ts'

test('housekeeping sees rooms and no guests', () => {
  expect(mayCall('housekeeping', 'rooms.list')).toBe(true)
  expect(mayCall('housekeeping', 'desk.today')).toBe(false)
})

test('an auditor reads and changes nothing', () => {
  expect(mayCall('auditor', 'booking.get')).toBe(true)
  expect(mayCall('auditor', 'folio.takePayment')).toBe(false)
})

test('everybody signed in may look at the line', () => {
  expect(mayCall('accountant', 'terminal.commands')).toBe(true)
})
