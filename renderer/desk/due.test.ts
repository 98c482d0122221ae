import { expect, test } from 'vitest'
import { dueNow, dueToLeave } from './due.ts'

const night = (day: string) => ({ night: day, roomNumber: '101', amountMinor: 100_00 })
const stay: Parameters<typeof dueToLeave>[0] = {
  status: 'checked_in',
  nightly: [night('2026-08-12'), night('2026-08-13'), night('2026-08-14')],
  balanceMinor: 4_50,
  unpostedMinor: 300_00,
}

test('whoever leaves early pays the nights slept, not those still to come', () => {
  expect(dueToLeave(stay, '2026-08-13')).toBe(104_50)
})

test('whoever leaves on time pays every night that is not on the bill yet', () => {
  expect(dueToLeave(stay, '2026-08-15')).toBe(304_50)
  expect(dueToLeave({ ...stay, unpostedMinor: 0 }, '2026-08-15')).toBe(4_50)
})

test('an overdue guest pays the nights past the departure too, which the terminal counts as unposted', () => {
  expect(dueToLeave({ ...stay, unpostedMinor: 500_00 }, '2026-08-17')).toBe(504_50)
})

test('before arrival the whole stay is asked for, less what was paid', () => {
  expect(dueNow({ ...stay, status: 'confirmed', balanceMinor: -50_00 }, '2026-08-10')).toBe(250_00)
})
